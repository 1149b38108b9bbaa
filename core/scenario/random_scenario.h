#pragma once

#include "core/scenario/scenario.h"

namespace stampede {

/// A small scenario drawn at random: any composition of When, Who and Meanwhile, options, traffic and faults,
/// of which every run must keep the invariants. No mistakes. The same seed gives the same scenario; `stampede
/// run random:417` runs it.
Scenario random_scenario(std::uint64_t seed);

}  // namespace stampede
