#include "ui/study/compare/growth_chart.h"

#include "ui/look/theme/theme.h"
#include "ui/look/words/format.h"
#include "ui/look/words/plural.h"
#include "ui/look/words/told.h"
#include "ui/study/compare/measured_model.h"
#include "ui/tracks/paint.h"

#include <QGraphicsLayout>
#include <QLineSeries>
#include <QLogValueAxis>
#include <QMouseEvent>
#include <QTimer>
#include <QToolTip>

#include <cmath>

namespace stampede::ui {

namespace {

constexpr double zero = 0.6;  ///< where a logarithmic axis shows none

QList<double> powers(double until)
{
    QList<double> list;
    for (double p = 1; p <= until * 1.0001; p *= 10) list.push_back(p);
    return list;
}

QString axisNumber(double v)
{
    return v >= 1e6   ? QString::number(v / 1e6) + u'M'
           : v >= 1e3 ? QString::number(v / 1e3) + u'k'
                      : QString::number(v);
}

}  // namespace

GrowthChart::GrowthChart(Session& session, const Growth& growth, const Comparison& comparison,
                         QWidget* parent)
    : QChartView(parent), session_(session), growth_(growth), comparison_(comparison)
{
    setAccessibleName(tr("Database queries against the traffic"));
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setRenderHint(QPainter::Antialiasing);
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    chart()->legend()->hide();
    chart()->setBackgroundRoundness(0);
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    x_ = new QLogValueAxis;
    y_ = new QLogValueAxis;
    for (QLogValueAxis* axis : {x_, y_}) {
        axis->setLabelsVisible(false);
        axis->setLineVisible(false);
        axis->setMinorTickCount(0);
    }
    chart()->addAxis(x_, Qt::AlignBottom);
    chart()->addAxis(y_, Qt::AlignLeft);
    restyle();
}

QSize GrowthChart::sizeHint() const
{
    return {theme().px(400), theme().px(250)};
}

double GrowthChart::labelWidth() const
{
    return std::min(theme().px(132), width() * 2 / 5);
}

void GrowthChart::restyle()
{
    const Theme& t = theme();
    chart()->setBackgroundBrush(t.panel);
    chart()->setBackgroundPen(Qt::NoPen);
    chart()->setMargins(QMargins(t.px(40), t.px(8), int(labelWidth()), t.px(40)));
    setBackgroundBrush(t.panel);
    for (QLogValueAxis* axis : {x_, y_}) axis->setGridLinePen(QPen(t.line, t.scale));
    refresh();
}

/// The first strategy's line is added last, so that it is drawn over those that run the same way: a shared
/// label has its colour.
void GrowthChart::makeLines()
{
    if (lines_.size() == growth_.curves()) return;
    for (QLineSeries* line : lines_) {
        chart()->removeSeries(line);
        delete line;
    }
    lines_.assign(growth_.curves(), nullptr);
    for (std::size_t c = lines_.size(); c-- > 0;) {
        lines_[c] = new QLineSeries;
        chart()->addSeries(lines_[c]);
        lines_[c]->attachAxis(x_);
        lines_[c]->attachAxis(y_);
    }
}

void GrowthChart::refresh()
{
    const Theme& t = theme();
    makeLines();
    double most = 10;
    for (std::size_t c = 0; c < lines_.size(); ++c) {
        QList<QPointF> points;
        for (std::size_t v = 0; v < growth_.values().size(); ++v) {
            const double queries = growth_.queries(c)[v];
            if (std::isnan(queries)) continue;
            points.push_back({growth_.values()[v], std::max(queries, zero)});
            most = std::max(most, queries);
        }
        lines_[c]->replace(session_.masked() ? QList<QPointF>() : points);
        const SeriesLook look = seriesLook(int(c));
        lines_[c]->setPen(QPen(look.colour, 2 * t.scale, look.dashed ? Qt::DashLine : Qt::SolidLine,
                               Qt::RoundCap, Qt::RoundJoin));
    }
    x_->setRange(1, growth_.values().empty() ? 10 : std::max(10.0, growth_.values().back()));
    y_->setRange(zero, std::pow(10, std::ceil(std::log10(most) - 1e-9)) * 1.05);
    setAccessibleDescription(growth_.values().empty() ? QString() : words(growth_.values().size() - 1));
    viewport()->update();
}

double GrowthChart::xOf(double value) const
{
    const QRectF plot = chart()->plotArea();
    return plot.left() + plot.width() * std::log(value / x_->min()) / std::log(x_->max() / x_->min());
}

double GrowthChart::yOf(double queries) const
{
    const QRectF plot = chart()->plotArea();
    return plot.bottom() -
           plot.height() * std::log(std::max(queries, zero) / y_->min()) / std::log(y_->max() / y_->min());
}

std::vector<EndLabel> GrowthChart::labels() const
{
    if (session_.masked()) return {};
    const Theme& t = theme();
    std::vector<EndLabel> ends;
    for (std::size_t c = 0; c < growth_.curves(); ++c) {
        double last = std::nan("");
        for (double q : growth_.queries(c))
            if (!std::isnan(q)) last = q;
        if (std::isnan(last)) continue;
        ends.push_back({{shortName(comparison_.contenders()[c])},
                        legible(seriesLook(int(c)).colour, t.panel),
                        yOf(last),
                        0,
                        0});
    }
    std::vector<EndLabel> merged = mergedLabels(std::move(ends), t.px(5));
    QFont font = t.small;
    font.setWeight(QFont::DemiBold);
    const QFontMetricsF metrics(font);
    for (EndLabel& l : merged)
        l.height = metrics
                       .boundingRect(QRectF(0, 0, labelWidth() - t.px(14), 1000), Qt::TextWordWrap,
                                     l.names.join(QStringLiteral(", ")))
                       .height();
    spreadLabels(merged, 0, chart()->plotArea().bottom() + t.px(4), t.px(2));
    return merged;
}

void GrowthChart::drawForeground(QPainter* painter, const QRectF&)
{
    if (chart()->plotArea().width() < 20) return;
    paintAxes(*painter);
    paintLabels(*painter);
}

void GrowthChart::paintAxes(QPainter& painter) const
{
    const Theme& t = theme();
    const QRectF plot = chart()->plotArea();
    painter.setFont(t.small);
    painter.setPen(t.muted);
    const double half = t.px(40);
    for (double p : powers(x_->max()))
        painter.drawText(QRectF(xOf(p) - half, plot.bottom() + t.px(3), 2 * half, t.px(17)), Qt::AlignCenter,
                         toldOther(axisNumber(p)));
    for (double p : powers(y_->max()))
        painter.drawText(QRectF(0, yOf(p) - t.px(9), plot.left() - t.px(6), t.px(18)),
                         Qt::AlignRight | Qt::AlignVCenter, toldOther(axisNumber(p)));
    painter.drawText(QRectF(plot.left(), plot.bottom() + t.px(20), plot.width(), t.px(17)), Qt::AlignCenter,
                     growth_.title());
    const auto line = [&](double value, Qt::PenStyle style, const QColor& colour) {
        const double x = std::round(xOf(value)) + 0.5;
        painter.setPen(QPen(colour, 1.4 * t.scale, style));
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    };
    const double now = growth_.now();
    if (!std::isnan(now) && now >= x_->min() && now <= x_->max()) line(now, Qt::DotLine, t.ink);
    if (pointed_ >= 0 && pointed_ < int(growth_.values().size()))
        line(growth_.values()[std::size_t(pointed_)], Qt::SolidLine, t.muted);
}

/// Each name beside the end of its line, with a thin line to it where it had to move.
void GrowthChart::paintLabels(QPainter& painter) const
{
    const Theme& t = theme();
    const double right = chart()->plotArea().right();
    QFont font = t.small;
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    for (const EndLabel& l : labels()) {
        painter.setPen(QPen(t.muted, 0.8 * t.scale));
        if (std::abs(l.middle() - l.y) > t.px(4))
            painter.drawLine(QPointF(right + t.px(1), l.y), QPointF(right + t.px(7), l.middle()));
        painter.setPen(l.colour);
        painter.drawText(QRectF(right + t.px(9), l.top, labelWidth() - t.px(14), l.height + 1),
                         Qt::TextWordWrap | Qt::AlignLeft, l.names.join(QStringLiteral(", ")));
    }
}

QString GrowthChart::words(std::size_t value) const
{
    QString text =
        tr("%1: %2").arg(growth_.title(), toldOther(countText(std::uint64_t(growth_.values()[value]))));
    for (std::size_t c = 0; c < growth_.curves(); ++c) {
        const double q = growth_.queries(c)[value];
        if (std::isnan(q)) continue;
        const Scenario scenario = growth_.scenarioAt(c, value);
        text += u'\n' + plural(std::uint64_t(q), "%1: %2 query", "%1: %2 queries")
                            .arg(comparison_.contenders()[c].name,
                                 toldCount("database.queries", std::uint64_t(q), ofRun(scenario)));
    }
    return text;
}

void GrowthChart::mouseMoveEvent(QMouseEvent* event)
{
    const QRectF plot = chart()->plotArea();
    int nearest = -1;
    double best = 1e9;
    if (!session_.masked() && event->position().x() <= plot.right() + 4)
        for (std::size_t v = 0; v < growth_.values().size(); ++v)
            if (const double d = std::abs(xOf(growth_.values()[v]) - event->position().x()); d < best) {
                best = d;
                nearest = int(v);
            }
    if (std::exchange(pointed_, nearest) == nearest) return;
    viewport()->update();
    if (nearest >= 0)
        QToolTip::showText(event->globalPosition().toPoint(), words(std::size_t(nearest)), this);
    else
        QToolTip::hideText();
}

void GrowthChart::leaveEvent(QEvent* event)
{
    pointed_ = -1;
    viewport()->update();
    QChartView::leaveEvent(event);
}

void GrowthChart::resizeEvent(QResizeEvent* event)
{
    QChartView::resizeEvent(event);
    chart()->setMargins(QMargins(theme().px(40), theme().px(8), int(labelWidth()), theme().px(40)));
}

void GrowthChart::changeEvent(QEvent* event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && y_) QTimer::singleShot(0, this, &GrowthChart::restyle);
}

}  // namespace stampede::ui
