#pragma once

#include "core/analysis/time_warp.h"
#include "core/analysis/timeline.h"

#include <array>
#include <vector>

namespace stampede {

/// A whole run in many equal slices of time (of the axis, where idle time is short): how many calls were in
/// each state on average, and how many requests ended how. What a strip of the run is drawn from, whatever
/// the number of requests.
struct Overview {
    struct Slice {
        std::array<float, call_states> in_state{};    ///< average number of calls; by CallState
        std::array<std::uint32_t, outcomes> ended{};  ///< requests; by Outcome
    };
    Instant from{}, until{};
    std::vector<Slice> slices;

    static constexpr std::size_t count = 1200;
};

/// Of the timeline from `from` to `until`. Some 10 ns a step of a lane.
Overview build_overview(const Timeline& timeline, Instant from, Instant until,
                        const TimeWarp& warp = TimeWarp());

}  // namespace stampede
