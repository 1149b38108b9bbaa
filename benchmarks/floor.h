#pragma once

#include "core/runtime/time.h"

#include <cstdint>

namespace stampede {

/// The stampede that the simulation is measured against: `requests` within 3 ms at an expired key, one round
/// trip of 0.6 ms a command, a query of 100 ms through a pool of 100, and, with `locking`, a lock that losers
/// wait for by looking every 50 ms.
struct FloorRun {
    std::uint32_t requests = 1000;
    bool locking = true;
    bool random = false;  ///< delays ± 12.5 %
};

struct FloorResult {
    std::uint64_t steps = 0;  ///< resumptions of a request
    std::uint64_t queries = 0;
    std::uint64_t answered = 0;
    Instant end{};
};

/// The same as a state machine written by hand on the same event queue: no coroutines, no strategies, no
/// recording. About as fast as such a run can be, and so the floor to compare to.
FloorResult run_floor(const FloorRun& run);

}  // namespace stampede
