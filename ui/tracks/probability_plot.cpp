#include "ui/tracks/probability_plot.h"

#include <qcustomplot.h>

#include "ui/look/theme/theme.h"
#include "ui/look/words/format.h"
#include "ui/tracks/paint.h"
#include "ui/tracks/time_axis.h"

#include <cmath>

namespace stampede::ui {

namespace {

/// 1, 2 and 5 times powers of ten, from the shortest to the longest time to expiry.
QSharedPointer<QCPAxisTicker> timeTicker(const ProbabilityPicture& picture, double width)
{
    QSharedPointer<QCPAxisTickerText> ticker(new QCPAxisTickerText);
    const double decades = std::log10(double(picture.longest.count()) / double(picture.shortest.count()));
    const double perStep = width / decades * std::log10(2.0);
    for (Duration step = niceStep(picture.shortest); step <= picture.longest;) {
        ticker->addTick(seconds(step), durationText(step));
        const Duration next = niceStep(step + Duration(1));
        step = perStep < theme().px(54) ? niceStep(step * 9) : next;
    }
    return ticker;
}

QSharedPointer<QCPAxisTicker> chanceTicker()
{
    QSharedPointer<QCPAxisTickerText> ticker(new QCPAxisTickerText);
    for (int percent : {0, 25, 50, 75, 100})
        ticker->addTick(percent / 100.0, QStringLiteral("%1 %").arg(percent));
    return ticker;
}

void style(QCPAxis& axis)
{
    const Theme& t = theme();
    axis.setBasePen(Qt::NoPen);
    axis.setTickPen(Qt::NoPen);
    axis.setSubTickPen(Qt::NoPen);
    axis.setTickLength(0, 0);
    axis.setTickLabelFont(t.small);
    axis.setTickLabelColor(t.muted);
    axis.setTickLabelPadding(t.px(6));
    axis.setLabelFont(t.small);
    axis.setLabelColor(t.muted);
    axis.setLabelPadding(0);
    axis.grid()->setPen(QPen(t.line, t.scale));
    axis.grid()->setZeroLinePen(Qt::NoPen);
    axis.grid()->setSubGridVisible(false);
}

void addCurve(QCustomPlot& chart, const ProbabilityCurve& curve, const ProbabilityPicture& picture,
              double width)
{
    const Theme& t = theme();
    QVector<double> keys, chances;
    const int steps = std::max(40, int(width / 2));
    const double low = std::log(seconds(picture.shortest)), high = std::log(seconds(picture.longest));
    for (int i = 0; i <= steps; ++i) {
        keys << std::exp(low + (high - low) * i / steps);
        chances << curve.at(from_seconds(keys.last()));
    }
    QCPGraph* graph = chart.addGraph();
    graph->setAdaptiveSampling(false);
    graph->setData(keys, chances, true);
    if (curve.inForce) {
        graph->setPen(QPen(t.lock, 2 * t.scale));
        graph->setBrush(tint(t.lock, 0.1));
    } else {
        graph->setPen(QPen(t.waitingText, 1.6 * t.scale, Qt::DashLine));
    }
}

}  // namespace

ProbabilityPlot::ProbabilityPlot() : chart_(std::make_unique<QCustomPlot>())
{
    chart_->setBackground(QBrush(Qt::transparent));
    chart_->axisRect()->setAutoMargins(QCP::msNone);
    chart_->xAxis->setScaleType(QCPAxis::stLogarithmic);
    chart_->xAxis->setRangeReversed(true);
    chart_->yAxis->setRange(leastChance, greatestChance);
    chart_->yAxis->setTicker(chanceTicker());
}

ProbabilityPlot::~ProbabilityPlot() = default;

QImage ProbabilityPlot::draw(const ProbabilityPicture& picture, QSize size, const QRectF& plot,
                             double pixelRatio)
{
    QCustomPlot& chart = *chart_;
    chart.clearGraphs();
    chart.axisRect()->setMargins(QMargins(int(plot.left()), int(plot.top()), int(size.width() - plot.right()),
                                          int(size.height() - plot.bottom())));
    style(*chart.xAxis);
    style(*chart.yAxis);
    chart.xAxis->setRange(seconds(picture.shortest), seconds(picture.longest));
    chart.xAxis->setTicker(timeTicker(picture, plot.width()));
    chart.xAxis->setLabel(QCoreApplication::translate("stampede::ui::ProbabilityPlot", "time to expiry →"));
    for (auto curve = picture.curves.rbegin(); curve != picture.curves.rend(); ++curve)
        addCurve(chart, *curve, picture, plot.width());
    QImage image = chart.toPixmap(size.width(), size.height(), pixelRatio).toImage();
    image.setDevicePixelRatio(pixelRatio);
    return image;
}

}  // namespace stampede::ui
