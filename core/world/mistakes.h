#pragma once

#include "core/strategy/rules.h"
#include "core/strategy/spec.h"

#include <memory>
#include <vector>

namespace stampede {

/// The rules, each mistake in the place of the one that it breaks.
std::unique_ptr<const Rules> rules_with(const std::vector<Mistake>& mistakes);

}  // namespace stampede
