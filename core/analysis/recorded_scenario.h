#pragma once

#include "core/recording/recording.h"
#include "core/scenario/scenario.h"

#include <optional>

namespace stampede {

/// The scenario that a recording says it is of; nothing if it does not say (recordings made by hand).
/// Throws InputError when what it says cannot be read.
std::optional<Scenario> recorded_scenario(const Recording& recording);

/// The scenario with the most that any setting of a steered run allowed: the longest wait and the largest
/// pool. What holds for each of its settings holds for this one.
Scenario most_allowed(const Recording& recording, Scenario scenario);

}  // namespace stampede
