#pragma once

#include "core/analysis/timeline.h"

#include <array>

namespace stampede::ui {

/// How long requests took, counted in bins of equal ratio: what a strip of latencies is drawn from.
struct LatencyShape {
    static constexpr int perDecade = 24, decades = 8;
    /// where the first bin begins; what is shorter is counted there
    static constexpr double shortestMs = 1e-2;
    std::array<std::uint32_t, perDecade * decades> bins{};
    std::uint32_t answered = 0;

    static int binOf(double ms);
    static double beginOf(int bin);  ///< in ms
};
LatencyShape latencyShape(const Timeline& timeline);

}  // namespace stampede::ui
