#pragma once

#include <QImage>
#include <QPolygonF>
#include <QRectF>

#include <memory>

class QCustomPlot;

namespace stampede::ui {

/// Curves of the database for a visible range: x in pixels of the widget, y in queries.
struct DatabasePicture {
    QPolygonF inFlight, queued;
    QPolygonF ghost;  ///< in flight under "none"; empty without one
    QPolygonF fork;   ///< in flight without the fault at which the run forks; empty without one
    double most = 1;  ///< the greatest number shown
    double pool = 0;  ///< connections; 0: beyond what is shown
};

/// Numbers of queries on a scale of square roots, so that one query and a hundred can be told apart in one
/// small plot: 0 is at the bottom, 1 at the top.
double databaseHeight(double queries, double most);

/// Draws the curves with QCustomPlot.
class DatabasePlot {
public:
    DatabasePlot();
    ~DatabasePlot();
    QImage draw(const DatabasePicture& picture, QSize size, const QRectF& plot, double pixelRatio);

private:
    std::unique_ptr<QCustomPlot> chart_;
};

}  // namespace stampede::ui
