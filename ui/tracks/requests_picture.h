#pragma once

#include <QImage>

#include "ui/tracks/density.h"
#include "ui/tracks/refresh_rows.h"
#include "ui/tracks/shared_axis.h"

namespace stampede::ui {

/// The requests of one run on the axis that all pictures share: as lanes, or as columns where traffic is
/// spread out.
class RequestsPicture {
public:
    RequestsPicture() = default;
    /// REQUIRES: the run has its recording.
    RequestsPicture(RunPtr run, const SharedRange& range, bool lanes);

    /// Draws it, on transparent ground, into `size` logical pixels.
    QImage draw(QSize size, double pixelRatio);
    /// The request at a point of the picture drawn last, or nobody.
    CallId requestAt(QPointF at) const;
    /// Where a request is in it; empty when it is not there.
    QRectF rectOf(CallId call) const;
    SharedAxis axis() const { return SharedAxis(range_, 0, size_.width()); }

private:
    LaneWindow window(const TimeAxis& part, double pixelRatio) const;
    void drawLanes(QPainter& painter, double pixelRatio) const;
    void drawPart(QPainter& painter, const TimeAxis& part, double pixelRatio) const;
    void drawRareLoads(QPainter& painter) const;
    void drawLoadsOf(QPainter& painter, std::uint32_t lane, double y, double height) const;

    RunPtr run_;
    SharedRange range_;
    bool lanes_ = true;
    QSize size_{1, 1};
    RefreshRows refreshes_;
    Density density_;
};

}  // namespace stampede::ui
