#include "ui/session/time_range.h"

#include <algorithm>
#include <cmath>

namespace stampede::ui {

TimeRange zoomed(TimeRange range, Instant fixed, double factor, const TimeWarp& axis)
{
    const auto scaled = [&](Duration d) {
        return Duration(std::llround(std::clamp(static_cast<double>(d.count()) * factor, -4e18, 4e18)));
    };
    const Instant middle = axis.bent(fixed);
    return {axis.straightened(middle - scaled(middle - axis.bent(range.from))),
            axis.straightened(middle + scaled(axis.bent(range.until) - middle))};
}

TimeRange panned(TimeRange range, Duration by, const TimeWarp& axis)
{
    return {axis.straightened(axis.bent(range.from) + by), axis.straightened(axis.bent(range.until) + by)};
}

}  // namespace stampede::ui
