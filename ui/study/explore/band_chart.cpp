#include "ui/study/explore/band_chart.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include "ui/look/theme/theme.h"
#include "ui/look/words/format.h"
#include "ui/look/words/told.h"
#include "ui/tracks/paint.h"
#include "ui/tracks/time_axis.h"

#include <algorithm>
#include <cmath>

namespace stampede::ui {

BandChart::BandChart(const SeedStudy& study, QWidget* parent) : QWidget(parent), study_(study)
{
    setAccessibleName(tr("Queries at once over time, over seeds"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    connect(&study_, &SeedStudy::changed, this, [this] {
        band_ = study_.band();
        const double most = band_.high.empty() ? 0 : *std::max_element(band_.high.begin(), band_.high.end());
        setAccessibleDescription(tr("At most %1 at once in 95 of 100 runs.")
                                     .arg(told(study_.range().from, study_.range().until, "95 %", most)));
        update();
    });
}

QSize BandChart::sizeHint() const
{
    return {theme().px(420), theme().px(200)};
}
QSize BandChart::minimumSizeHint() const
{
    return {theme().px(260), theme().px(130)};
}

QRectF BandChart::plot() const
{
    const Theme& t = theme();
    return QRectF(t.px(44), t.px(8), std::max(10, width() - t.px(62)), std::max(10, height() - t.px(34)));
}

void BandChart::paintScale(QPainter& painter, double most) const
{
    const Theme& t = theme();
    const QRectF area = plot();
    painter.setFont(t.small);
    const TimeAxis axis(study_.range(), area.left(), area.right());
    for (const Tick& tick : ticks(axis, t.px(84))) {
        const double x = std::round(axis.x(tick.at)) + 0.5;
        painter.setPen(QPen(t.line, t.scale));
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
        painter.setPen(t.muted);
        painter.drawText(QRectF(x - t.px(50), area.bottom() + t.px(4), t.px(100), t.px(18)), Qt::AlignCenter,
                         tick.label);
    }
    const std::vector<double> marks =
        most >= 2 ? std::vector<double>{0, std::round(most / 2), most} : std::vector<double>{0, most};
    for (double v : marks) {
        const double y = std::round(area.bottom() - area.height() * v / most) + 0.5;
        painter.setPen(QPen(t.line, t.scale));
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        painter.setPen(t.muted);
        painter.drawText(QRectF(0, y - t.px(9), area.left() - t.px(6), t.px(18)),
                         Qt::AlignRight | Qt::AlignVCenter, toldOther(countText(std::uint64_t(v))));
    }
}

void BandChart::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (band_.middle.empty()) {
        painter.setFont(t.small);
        painter.setPen(t.muted);
        painter.drawText(rect(), Qt::AlignCenter, tr("computing…"));
        return;
    }
    const double most = std::max({1.0, *std::max_element(band_.high.begin(), band_.high.end()),
                                  double(*std::max_element(study_.own().begin(), study_.own().end()))});
    paintScale(painter, most);
    const QRectF area = plot();
    const auto line = [&](const auto& values) {
        QPolygonF points;
        for (std::size_t i = 0; i < values.size(); ++i) {
            const double y = area.bottom() - area.height() * values[i] / most;
            points << QPointF(area.left() + area.width() * double(i) / double(values.size()), y)
                   << QPointF(area.left() + area.width() * double(i + 1) / double(values.size()), y);
        }
        return points;
    };
    QPolygonF band = line(band_.high);
    const QPolygonF low = line(band_.low);
    for (qsizetype i = low.size(); i-- > 0;) band << low[i];
    painter.setPen(Qt::NoPen);
    painter.setBrush(tint(t.series[4], 0.35));
    painter.drawPolygon(band);
    painter.setPen(QPen(t.muted, 1.2 * t.scale, Qt::DotLine));
    painter.drawPolyline(line(study_.own()));
    painter.setPen(QPen(legible(t.series[4], t.panel), 2 * t.scale));
    painter.drawPolyline(line(band_.middle));
}

/// What so many of a hundred runs do not exceed between two instants.
QString BandChart::told(Instant from, Instant until, std::string_view share, double count) const
{
    Where where = between(study_.scenario(), from, until, std::int64_t(study_.known()));
    where.of = share;
    return ui::told("seeds.in_flight", count, where, figureText(count));
}

QString BandChart::words(std::size_t slice) const
{
    const Slices slices = SeedStudy::slicesOf(study_.range());
    const Instant from = slices.begin_of(slice), until = slices.begin_of(slice + 1);
    return tr("%1: median %2, nine of ten runs between %3 and %4, seed %5: %6")
        .arg(timeText(from, until - from), told(from, until, "50 %", band_.middle[slice]),
             told(from, until, "5 %", band_.low[slice]), told(from, until, "95 %", band_.high[slice]),
             toldOther(QString::number(study_.scenario().seed)),
             toldCount("most.in_flight", study_.own()[slice],
                       between(study_.scenario(), from, until - Duration(1))));
}

bool BandChart::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip || band_.middle.empty()) return QWidget::event(event);
    auto* help = static_cast<QHelpEvent*>(event);
    const double share = (help->pos().x() - plot().left()) / plot().width();
    if (share < 0 || share >= 1) {
        QToolTip::hideText();
        return true;
    }
    const auto i = std::size_t(share * double(band_.middle.size()));
    QToolTip::showText(help->globalPos(), words(i), this);
    return true;
}

}  // namespace stampede::ui
