#pragma once

#include "core/recording/recording.h"
#include "core/scenario/scenario.h"

#include <string>
#include <vector>

namespace stampede {

/// One thing that a call did or met.
struct ExplainedStep {
    Instant at{};
    std::string text;  ///< a sentence without its subject: "finds nothing usable (GET product:123)"
    friend bool operator==(const ExplainedStep&, const ExplainedStep&) = default;
};

/// A call's story: how it came to its answer, and whose doing that was.
struct Explanation {
    CallId call;
    std::string headline;  ///< "Request 417 was answered after 101.2 ms with what request 1 had loaded."
    std::vector<ExplainedStep> steps;  ///< in order of time; looks in vain are summed up
    std::vector<std::string> causes;   ///< from the nearest cause to the farthest, a sentence each
};

/// REQUIRES: the recording has the call.
Explanation explain(const Recording& recording, const Scenario& scenario, CallId call);

}  // namespace stampede
