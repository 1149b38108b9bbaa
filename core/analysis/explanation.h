#pragma once

#include "core/analysis/timeline.h"
#include "core/analysis/trail.h"
#include "core/recording/recording.h"
#include "core/scenario/scenario.h"

#include <string>
#include <vector>

namespace stampede {

/// One thing that a call did or met.
struct ExplainedStep {
    Instant at{};
    std::string text;    ///< a sentence without its subject: "GET product:123 → miss"
    std::string marked;  ///< the same as a marked text (marked_text.h)
    friend bool operator==(const ExplainedStep&, const ExplainedStep&) = default;
};

/// A call's story: how it came to its answer, and whose doing that was.
struct Explanation {
    CallId call;
    std::string headline;  ///< "Request 417 was answered after 101.2 ms with what request 1 had loaded."
    /// in order of time, those of the refreshes it started among them; looks in vain after the first are
    /// summed up
    std::vector<ExplainedStep> steps;
    std::vector<std::string> causes;  ///< from the nearest cause to the farthest, a sentence each
};

/// REQUIRES: the recording has the call.
Explanation explain(const Recording& recording, const Scenario& scenario, CallId call);

/// The δ that XFetch finds with an entry: its load's time; entries that are there at the start have the usual
/// query time.
Duration delta_of(const EntryBand& entry, const Scenario& scenario);

/// The steps alone. `timeline` is that of the recording, or nullptr: then the load time that a roll was
/// measured against and the holder of a lock are not told, and the trail must begin where the call does,
/// since how long it took is told from there.
std::vector<ExplainedStep> story_of(const Recording& recording, const Scenario& scenario, const Trail& trail,
                                    const Timeline* timeline);

}  // namespace stampede
