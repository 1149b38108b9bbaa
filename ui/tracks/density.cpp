#include "ui/tracks/density.h"

#include "ui/tracks/time_axis.h"

#include <algorithm>

namespace stampede::ui {

namespace {

constexpr std::uint32_t alwaysLanes = 60;  ///< so few requests are lanes, however thin
constexpr double thickEnough = 0.02;       ///< of the range, taken up by a request on average
constexpr double together = 0.25;          ///< of the range, in which most of them arrive

}  // namespace

Density countColumns(const Timeline& timeline, TimeRange range, Duration shortest, const TimeWarp& warp)
{
    return count_columns(timeline, range.from, range.until, niceStep(shortest), warp);
}

bool lanesFit(const Timeline& timeline, TimeRange range, const TimeWarp& warp)
{
    const Lanes& lanes = timeline.lanes;
    const auto [first, last] = lanes.seen(range.from, range.until);
    const std::uint32_t count = last - first;
    if (count <= alwaysLanes) return true;
    const double length =
        static_cast<double>(std::max<std::int64_t>(1, warp.bent_length(range.from, range.until).count()));
    const auto shareUntil = [&](std::uint32_t lane) {
        return static_cast<double>(warp.bent_length(range.from, lanes.arrived[lane]).count()) / length;
    };
    if (shareUntil(first + count * 19ULL / 20) - shareUntil(first + count / 20) < together) return true;

    constexpr std::uint32_t samples = 2000;
    double busy = 0;
    const std::uint32_t taken = std::min(count, samples);
    for (std::uint32_t i = 0; i < taken; ++i) {
        const auto lane = static_cast<std::uint32_t>(first + std::uint64_t(i) * count / taken);
        if (lanes.empty(lane)) continue;
        const Duration seen = warp.bent_length(std::max(lanes.begins(lane), range.from),
                                               std::min(lanes.ends(lane), range.until));
        busy += static_cast<double>(std::max<std::int64_t>(0, seen.count()));
    }
    return busy / taken / length >= thickEnough;
}

}  // namespace stampede::ui
