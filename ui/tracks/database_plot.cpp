#include "ui/tracks/database_plot.h"

#include <qcustomplot.h>

#include "ui/look/theme/theme.h"
#include "ui/tracks/paint.h"

#include <cmath>

namespace stampede::ui {

namespace {

QCPGraph* addLine(QCustomPlot& chart, const QPolygonF& line, double most, const QPen& pen,
                  const QBrush& brush)
{
    QVector<double> keys, values;
    keys.reserve(line.size());
    values.reserve(line.size());
    for (const QPointF& p : line) {
        keys << p.x();
        values << databaseHeight(p.y(), most);
    }
    QCPGraph* graph = chart.addGraph();
    graph->setAdaptiveSampling(false);
    graph->setAntialiased(false);
    graph->setAntialiasedFill(false);
    graph->setData(keys, values, true);
    graph->setPen(pen);
    graph->setBrush(brush);
    return graph;
}

}  // namespace

double databaseHeight(double queries, double most)
{
    return std::sqrt(queries / std::max(1.0, most));
}

DatabasePlot::DatabasePlot() : chart_(std::make_unique<QCustomPlot>())
{
    chart_->setBackground(QBrush(Qt::transparent));
    chart_->axisRect()->setAutoMargins(QCP::msNone);
    chart_->xAxis->setVisible(false);
    chart_->yAxis->setVisible(false);
}

DatabasePlot::~DatabasePlot() = default;

QImage DatabasePlot::draw(const DatabasePicture& picture, QSize size, const QRectF& plot, double pixelRatio)
{
    const Theme& t = theme();
    QCustomPlot& chart = *chart_;
    chart.clearGraphs();
    chart.axisRect()->setMargins(QMargins(int(plot.left()), int(plot.top()), int(size.width() - plot.right()),
                                          int(size.height() - plot.bottom())));
    chart.xAxis->setRange(plot.left(), plot.right());
    chart.yAxis->setRange(-0.02, 1.06);
    const QPen solid(t.load, 2 * t.scale, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin);
    if (!picture.ghost.isEmpty()) addLine(chart, picture.ghost, picture.most, Qt::NoPen, tint(t.load, 0.16));
    if (picture.pool > 0)
        addLine(chart, QPolygonF({{plot.left(), picture.pool}, {plot.right(), picture.pool}}), picture.most,
                QPen(t.loadText, 1.2 * t.scale, Qt::DashLine), Qt::NoBrush);
    if (!picture.queued.isEmpty())
        addLine(chart, picture.queued, picture.most, QPen(t.waiting, 1.4 * t.scale, Qt::DotLine),
                tint(t.waitingFill, 0.45));
    addLine(chart, picture.inFlight, picture.most, solid, tint(t.load, 0.3));
    if (!picture.fork.isEmpty())
        addLine(chart, picture.fork, picture.most, QPen(t.ink, 1.4 * t.scale, Qt::DashLine), Qt::NoBrush);
    QImage image = chart.toPixmap(size.width(), size.height(), pixelRatio).toImage();
    image.setDevicePixelRatio(pixelRatio);
    return image;
}

}  // namespace stampede::ui
