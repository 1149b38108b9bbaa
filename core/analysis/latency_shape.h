#pragma once

#include "core/analysis/timeline.h"

#include <array>

namespace stampede {

/// How long the answered requests of a run took, counted in bins of equal ratio. See quantity.h.
struct LatencyShape {
    static constexpr int per_decade = 24, decades = 8;
    /// where the first bin begins; what is shorter is counted there
    static constexpr double shortest_ms = 1e-2;
    std::array<std::uint32_t, per_decade * decades> bins{};
    std::uint32_t answered = 0;

    static int bin_of(double ms);
    static double begin_of(int bin);  ///< in ms
    /// Of the answered requests, those that are counted in the bin.
    double share(int bin) const;
};
LatencyShape latency_shape(const Timeline& timeline);

}  // namespace stampede
