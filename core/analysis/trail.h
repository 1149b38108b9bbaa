#pragma once

#include "core/recording/recording.h"

#include <cstdint>
#include <vector>

namespace stampede {

/// Where in a recording the events of one call are, and those of the refreshes that its look has started:
/// what its story, its place in the strategy and the reasons for it are told from. Indices into
/// Recording::events, in order of time.
struct Trail {
    CallId call;
    std::vector<std::uint32_t> own;
    std::vector<std::uint32_t> started;  ///< of the refreshes whose parent it is
};

/// One pass over the recording, about a nanosecond an event. Of nobody, or of a call that the recording does
/// not have: empty.
Trail trail_of(const Recording& recording, CallId call);

/// How many of these events have happened by `t`.
std::size_t happened(const Recording& recording, const std::vector<std::uint32_t>& events, Instant t);

/// When the call began and ended; `never` as long as it has not.
Instant begin_of(const Recording& recording, const Trail& trail);
Instant end_of(const Recording& recording, const Trail& trail);

}  // namespace stampede
