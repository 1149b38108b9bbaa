#pragma once

#include "core/scenario/scenario_file.h"

#include <nlohmann/json_fwd.hpp>

namespace stampede {

/// Sets one field of a tree that is not validated yet. Objects on the way that are missing are made, and a
/// list grows by an element when the index is its length. Throws InputError when the path leads through a
/// value that has no fields.
void apply_override(nlohmann::json& file, const Override& override);

/// Replaces what is written of the answers by the choice, and takes out what belongs to a named strategy
/// (choose, in catalogue.h). Throws InputError for words that are not known.
void apply_choice(nlohmann::json& file, const StrategyChoice& choice);

/// What the choice leaves out of the file's strategy and no override sets, in one sentence; "" when that is
/// nothing.
/// REQUIRES: `file` is as it was before apply_choice.
std::string remark_on_choice(const nlohmann::json& file, const StrategyChoice& choice,
                             std::span<const Override> overrides);

}  // namespace stampede
