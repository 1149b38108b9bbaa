#pragma once

#include "core/recording/recording.h"

#include <cstdint>
#include <string>

namespace stampede::test {

/// What a run did, as one number: of its calls, and of every event its instant, call, kind and numbers, each
/// by its name. It does not depend on how events lie in memory or in files, nor on what C++ calls them.
std::uint64_t stream_hash(const Recording& recording);

/// The same in text, an event a line: "600000 request 1 key 0 instance 0 stored generation=1 version=1 …". To
/// compare where two runs part.
std::string stream_text(const Recording& recording);

}  // namespace stampede::test
