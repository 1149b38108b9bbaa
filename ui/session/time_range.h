#pragma once

#include "core/analysis/time_warp.h"

namespace stampede::ui {

struct TimeRange {
    Instant from{};
    Instant until{};
    Duration length() const { return until - from; }
    bool holds(Instant t) const { return t >= from && t <= until; }
    friend bool operator==(const TimeRange&, const TimeRange&) = default;
};

/// The range after zooming by `factor` (0.5: half as long) so that `fixed` stays under its pixel.
TimeRange zoomed(TimeRange range, Instant fixed, double factor, const TimeWarp& axis = TimeWarp());
/// The range moved by a length of the axis.
TimeRange panned(TimeRange range, Duration by, const TimeWarp& axis = TimeWarp());

}  // namespace stampede::ui
