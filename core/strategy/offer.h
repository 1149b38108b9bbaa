#pragma once

#include "core/runtime/time.h"

#include <cstdint>

namespace stampede {

/// What came of asking whether one may load.
enum class Verdict : std::uint8_t {
    none,  ///< nobody was asked
    mine,
    theirs_here,  ///< somebody on this instance is at it
    theirs_elsewhere,
    unknown,  ///< the store did not answer
};

/// The answer to that question, and what came with it.
struct Offer {
    Verdict verdict = Verdict::none;
    std::uint32_t token = 0;  ///< mine: of the lock or lease, 0 where there is none
    Duration time_left{};     ///< theirs_elsewhere: until it expires, as far as the store tells
};

}  // namespace stampede
