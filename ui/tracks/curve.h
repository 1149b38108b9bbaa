#pragma once

#include <QPolygonF>

#include "core/analysis/timeline.h"
#include "ui/tracks/time_axis.h"

#include <span>

namespace stampede::ui {

/// A step curve as a line for the visible range, with at most four points a column of pixels: what enters the column, its least,
/// its greatest and what leaves it. So a peak of one query shows however far one has zoomed out. x in pixels, y the
/// value. Ends at `end`; empty when the range is empty.
QPolygonF stepLine(std::span<const Step> curve, const TimeAxis& axis, Instant end);

/// The greatest value of the curve within the range.
std::uint32_t greatest(std::span<const Step> curve, TimeRange range);

}  // namespace stampede::ui
