#pragma once

#include "core/analysis/standing.h"
#include "core/analysis/timeline.h"
#include "core/analysis/trail.h"
#include "core/scenario/scenario.h"

#include <string>

namespace stampede {

/// What reasons are given from. All of it outlives the use.
struct Evidence {
    const Recording& recording;
    const Scenario& scenario;
    const Timeline& timeline;
    const Standing& standing;
};

/// Why the call is at `t` where it is: a marked text of some sentences, with the run's own numbers. Empty for
/// nobody. Some microseconds.
std::string why_at(const Evidence& evidence, const Trail& trail, Instant t);

/// Why an event has happened and what follows from it, as it stands at `t`: one sentence or more, never
/// empty. `event` is an index into the recording's events.
std::string why_event(const Evidence& evidence, std::size_t event, Instant t);

}  // namespace stampede
