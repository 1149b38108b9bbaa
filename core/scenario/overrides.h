#pragma once

#include "core/scenario/scenario_file.h"

#include <nlohmann/json_fwd.hpp>

namespace stampede {

/// Sets one field of a tree that is not validated yet. Objects on the way that are missing are made, and a
/// list grows by an element when the index is its length. Throws InputError when the path leads through a
/// value that has no fields.
void apply_override(nlohmann::json& file, const Override& override);

/// Replaces what is written of the answers by the choice. Throws InputError for words that are not known.
void apply_choice(nlohmann::json& file, const StrategyChoice& choice);

}  // namespace stampede
