#include "ui/tracks/requests_track.h"

#include <QPainter>

#include "ui/look/theme/kept_within.h"
#include "ui/look/theme/theme.h"
#include "ui/tracks/paint.h"

#include <algorithm>

// What would have become of the requests without the fault at which the run forks.

namespace stampede::ui {

/// A line through the lanes at the ends that they would have had.
void RequestsTrack::paintForkEnds(QPainter& painter)
{
    const RunPtr fork = session().fork();
    if (!fork || !lanes_) return;
    const Theme& t = theme();
    const Lanes& lanes = fork->timeline.lanes;
    const LaneWindow w = window(1);
    const std::uint32_t last = std::min(w.last, lanes.requests);
    const std::uint32_t step = std::max(1u, w.lanes() / 400);
    const Instant from = session().forkedBy()->at;
    QPolygonF line;
    for (std::uint32_t lane = w.first; lane < last; lane += step) {
        if (lanes.empty(lane) || lanes.ends(lane) <= from) continue;
        const double x =
            keptWithin(axis().x(lanes.ends(lane)), plotRect().left() - 4, plotRect().right() + 4);
        const double y = lanesRect().top() + w.top(lane);
        line << QPointF(x, y) << QPointF(x, y + w.laneHeight() * step);
    }
    if (line.isEmpty()) return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(t.panel, 3.6 * t.scale));
    painter.drawPolyline(line);
    painter.setPen(QPen(t.ink, 1.6 * t.scale, Qt::DashLine));
    painter.drawPolyline(line);
    const QString text = tr("without the fault they end here");
    const QPointF middle = line[line.size() / 2];
    QRectF rect = labelRect(t.small, text, middle.x() + t.px(6), middle.y());
    if (rect.right() > plotRect().right()) rect.moveRight(middle.x() - t.px(6));
    if (rect.left() < plotRect().left()) return;
    painter.setFont(t.small);
    drawLabel(painter, rect, Qt::AlignCenter, text, t.ink);
}

}  // namespace stampede::ui
