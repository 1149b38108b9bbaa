#pragma once

#include "core/scenario/scenario_file.h"

namespace stampede {

/// What a person should be told of how a scenario was read, one sentence each: which settings have no effect,
/// and what the choice of a strategy left out and left alone.
using Remarks = std::vector<std::string>;

/// As load_scenario without remarks, which are added to `remarks`.
Scenario load_scenario(const std::string& preset_or_file, const StrategyChoice& choice,
                       std::span<const Override> overrides, Remarks& remarks);

}  // namespace stampede
