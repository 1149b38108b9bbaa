#pragma once

#include "core/analysis/density.h"
#include "ui/session/time_range.h"

namespace stampede::ui {

/// Counts a range by columns of a nice length, at least `shortest`.
Density countColumns(const Timeline& timeline, TimeRange range, Duration shortest,
                     const TimeWarp& warp = TimeWarp());

/// Whether lanes say more than columns: requests that take up some of the range, or arrive together, or are
/// few.
bool lanesFit(const Timeline& timeline, TimeRange range, const TimeWarp& warp = TimeWarp());

}  // namespace stampede::ui
