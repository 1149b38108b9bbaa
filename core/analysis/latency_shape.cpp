#include "core/analysis/latency_shape.h"

#include "core/analysis/now.h"
#include "core/analysis/quantity.h"

#include <algorithm>
#include <cmath>

namespace stampede {

int LatencyShape::bin_of(double ms)
{
    const double place = std::log10(std::max(ms, shortest_ms) / shortest_ms) * per_decade;
    return std::clamp(static_cast<int>(place + 1e-9), 0, per_decade * decades - 1);
}

double LatencyShape::begin_of(int bin)
{
    return shortest_ms * std::pow(10.0, static_cast<double>(bin) / per_decade);
}

double LatencyShape::share(int bin) const
{
    return share_of(bins[static_cast<std::size_t>(bin)], answered);
}

LatencyShape latency_shape(const Timeline& timeline)
{
    LatencyShape shape;
    const Lanes& lanes = timeline.lanes;
    for (std::uint32_t lane = 0; lane < lanes.requests; ++lane) {
        const Outcome outcome = lanes.outcome[lane];
        if (lanes.empty(lane) || outcome == Outcome::none || outcome == Outcome::failed) continue;
        ++shape.bins[static_cast<std::size_t>(LatencyShape::bin_of(milliseconds(length_of(lanes, lane))))];
        ++shape.answered;
    }
    return shape;
}

}  // namespace stampede
