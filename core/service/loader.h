#pragma once

#include <functional>
#include <optional>
#include <string>

namespace stampede {

/// Makes the value of a key: nothing when there is none. May block, and may throw: the load has failed then.
using Loader = std::function<std::optional<std::string>()>;

}  // namespace stampede
