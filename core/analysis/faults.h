#pragma once

#include "core/analysis/timeline.h"
#include "core/scenario/scenario.h"

#include <string>
#include <vector>

namespace stampede {

// The faults of a scenario as they happened in a run.

/// One of them. What strikes at an instant, such as a kill, begins and ends then.
struct FaultSpan {
    const Fault* fault = nullptr;  ///< of the scenario
    Instant from{}, until{};
    bool holds_at(Instant t) const { return from <= t && t < until; }
};

/// In order of time. A look at each marker of the run. REQUIRES: timeline and scenario are those of the
/// recording; the scenario outlives the answer.
std::vector<FaultSpan> faults_of(const Recording& recording, const Scenario& scenario,
                                 const Timeline& timeline);

/// "whoever holds the lock is killed, and its instance with it".
std::string fault_clause(FaultKind kind);

}  // namespace stampede
