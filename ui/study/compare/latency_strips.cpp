#include "ui/study/compare/latency_strips.h"

#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include "ui/look/theme/theme.h"
#include "ui/look/words/format.h"
#include "ui/look/words/told.h"
#include "ui/study/compare/measured_model.h"
#include "ui/tracks/paint.h"

#include <algorithm>
#include <cmath>

namespace stampede::ui {

LatencyStrips::LatencyStrips(Session& session, const Comparison& comparison, QWidget* parent)
    : QWidget(parent), session_(session), comparison_(comparison)
{
    setAccessibleName(tr("How long requests took under each strategy"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    for (auto signal : {&Comparison::listed, &Comparison::changed})
        connect(&comparison_, signal, this, [this] {
            updateGeometry();
            update();
        });
    connect(&comparison_, &Comparison::arrived, this, [this] {
        QStringList all;
        for (std::size_t i = 0; i < comparison_.contenders().size(); ++i) all += words(i);
        setAccessibleDescription(session_.masked() ? QString() : all.join(QStringLiteral("; ")));
        update();
    });
    connect(&session_, &Session::maskedChanged, this, qOverload<>(&QWidget::update));
}

QSize LatencyStrips::sizeHint() const
{
    return {theme().px(300), int(comparison_.contenders().size()) * theme().px(18) + theme().px(26)};
}

QRectF LatencyStrips::plot() const
{
    const Theme& t = theme();
    return QRectF(t.px(112), t.px(4), std::max(10, width() - t.px(112) - t.px(22)),
                  std::max(10, height() - t.px(26)));
}

double LatencyStrips::rowHeight() const
{
    return plot().height() / std::max<std::size_t>(1, comparison_.contenders().size());
}

LatencyStrips::Span LatencyStrips::span() const
{
    double least = HUGE_VAL, most = 0;
    for (const Contender& c : comparison_.contenders())
        for (int bin = 0; bin < int(c.latencies.bins.size()); ++bin) {
            if (c.latencies.bins[std::size_t(bin)] == 0) continue;
            least = std::min(least, LatencyShape::begin_of(bin));
            most = std::max(most, LatencyShape::begin_of(bin + 1));
        }
    if (most <= 0) return {};
    Span d{least / 1.3, most * 1.15};
    if (d.until / d.from < 100) d.until = d.from * 100;
    return d;
}

double LatencyStrips::x(double ms, const Span& d) const
{
    const double share = std::log(std::max(ms, d.from) / d.from) / std::log(d.until / d.from);
    return plot().left() + plot().width() * std::min(share, 1.0);
}

void LatencyStrips::paintEvent(QPaintEvent*)
{
    const Span d = span();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintAxis(painter, d);
    for (std::size_t i = 0; i < comparison_.contenders().size(); ++i) paintRow(painter, i, d);
}

void LatencyStrips::paintAxis(QPainter& painter, const Span& d) const
{
    const Theme& t = theme();
    painter.setFont(t.small);
    for (double ms = std::pow(10, std::ceil(std::log10(d.from) - 1e-9)); ms <= d.until * 1.0001; ms *= 10) {
        const double at = std::round(x(ms, d)) + 0.5;
        painter.setPen(QPen(t.line, t.scale));
        painter.drawLine(QPointF(at, plot().top()), QPointF(at, plot().bottom()));
        painter.setPen(t.muted);
        painter.drawText(QRectF(at - t.px(40), plot().bottom() + t.px(3), t.px(80), t.px(18)),
                         Qt::AlignCenter, toldOther(millisecondsText(ms)));
    }
}

void LatencyStrips::paintRow(QPainter& painter, std::size_t row, const Span& d) const
{
    const Theme& t = theme();
    const Contender& c = comparison_.contenders()[row];
    const double bottom = plot().top() + rowHeight() * double(row + 1), height = rowHeight() - t.px(3);
    const QColor colour = seriesLook(int(row)).colour;
    painter.setFont(t.small);
    painter.setPen(t.ink);
    painter.drawText(
        QRectF(0, bottom - rowHeight(), plot().left() - t.px(8), rowHeight()),
        Qt::AlignRight | Qt::AlignVCenter,
        QFontMetricsF(t.small).elidedText(shortName(c), Qt::ElideRight, plot().left() - t.px(8)));
    painter.setPen(QPen(t.line, t.scale));
    painter.drawLine(QPointF(plot().left(), bottom), QPointF(plot().right(), bottom));
    if (!c.run || c.latencies.answered == 0 || session_.masked()) return;
    painter.setOpacity(c.outdated ? 0.5 : 1);
    painter.setRenderHint(QPainter::Antialiasing, false);
    const double fullest = *std::max_element(c.latencies.bins.begin(), c.latencies.bins.end());
    for (int bin = 0; bin < int(c.latencies.bins.size()); ++bin) {
        const std::uint32_t count = c.latencies.bins[std::size_t(bin)];
        if (count == 0) continue;
        const double left = x(LatencyShape::begin_of(bin), d), right = x(LatencyShape::begin_of(bin + 1), d);
        const double h = std::max(double(t.px(2)), height * std::sqrt(count / fullest));
        painter.fillRect(QRectF(left, bottom - h, std::max(right - left, double(t.px(3))), h),
                         tint(colour, 0.75));
    }
    painter.setRenderHint(QPainter::Antialiasing);
    const auto mark = [&](double ms, double size, bool filled) {
        const QPointF at(x(ms, d), bottom - height / 2);
        painter.setPen(QPen(t.panel, 1.2 * t.scale));
        painter.setBrush(filled ? t.ink : t.panel);
        if (!filled) painter.setPen(QPen(t.ink, 1.4 * t.scale));
        painter.drawEllipse(at, size, size);
    };
    painter.setPen(QPen(t.ink, 1.2 * t.scale));
    const double p50 = x(c.run->metrics.latency_ms.p50, d), longest = x(c.run->metrics.latency_ms.max, d);
    painter.drawLine(QPointF(p50, bottom - height / 2), QPointF(longest, bottom - height / 2));
    painter.drawLine(QPointF(longest, bottom - height * 0.72), QPointF(longest, bottom - height * 0.28));
    mark(c.run->metrics.latency_ms.p99, t.px(3.4), false);
    mark(c.run->metrics.latency_ms.p50, t.px(3.6), true);
    painter.setOpacity(1);
}

QString LatencyStrips::words(std::size_t row) const
{
    const Contender& c = comparison_.contenders()[row];
    if (!c.run) return {};
    const auto& l = c.run->metrics.latency_ms;
    const Where run = ofRun(c.run->scenario);
    return tr("%1: half within %2, 99 % within %3, the slowest %4")
        .arg(c.name, toldMilliseconds("latency_ms.p50", l.p50, run),
             toldMilliseconds("latency_ms.p99", l.p99, run), toldMilliseconds("latency_ms.max", l.max, run));
}

bool LatencyStrips::event(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange) updateGeometry();
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    auto* help = static_cast<QHelpEvent*>(event);
    const double row = (help->pos().y() - plot().top()) / rowHeight();
    if (row >= 0 && row < double(comparison_.contenders().size()) && !session_.masked())
        QToolTip::showText(help->globalPos(), words(std::size_t(row)), this);
    else
        QToolTip::hideText();
    return true;
}

TableData LatencyStrips::table() const
{
    TableData out;
    out.header = {tr("Strategy"), tr("p50 (ms)"),   tr("p90 (ms)"),
                  tr("p99 (ms)"), tr("p99.9 (ms)"), tr("max (ms)")};
    for (const Contender& c : comparison_.contenders()) {
        if (!c.run || session_.masked()) continue;
        const auto& l = c.run->metrics.latency_ms;
        QStringList row{c.name};
        for (double ms : {l.p50, l.p90, l.p99, l.p999, l.max}) row += plainNumber(ms);
        out.rows.push_back(row);
    }
    return out;
}

}  // namespace stampede::ui
