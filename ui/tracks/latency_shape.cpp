#include "ui/tracks/latency_shape.h"

#include <algorithm>
#include <cmath>

namespace stampede::ui {

int LatencyShape::binOf(double ms)
{
    const double place = std::log10(std::max(ms, shortestMs) / shortestMs) * perDecade;
    return std::clamp(int(place + 1e-9), 0, perDecade * decades - 1);
}

double LatencyShape::beginOf(int bin)
{
    return shortestMs * std::pow(10.0, double(bin) / perDecade);
}

LatencyShape latencyShape(const Timeline& timeline)
{
    LatencyShape shape;
    const Lanes& lanes = timeline.lanes;
    for (std::uint32_t lane = 0; lane < lanes.requests; ++lane) {
        const Outcome outcome = lanes.outcome[lane];
        if (lanes.empty(lane) || outcome == Outcome::none || outcome == Outcome::failed) continue;
        ++shape.bins[std::size_t(LatencyShape::binOf(milliseconds(lanes.ends(lane) - lanes.begins(lane))))];
        ++shape.answered;
    }
    return shape;
}

}  // namespace stampede::ui
