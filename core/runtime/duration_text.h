#pragma once

#include "core/runtime/time.h"

#include <string>
#include <string_view>

namespace stampede {

/// "63.4ms", "5min", "-2ms": an optional sign, decimal digits and one of the units ns us ms s min h, nothing
/// between. Whether a sign makes sense is for the caller to check. Throws InputError (without a path) for
/// anything else, for parts finer than a nanosecond and for more than `longest_duration`.
Duration parse_duration(std::string_view text);

/// The short text that parse_duration gives back exactly: hours where they are whole, minutes where they are
/// whole and at least ten, else the largest of s, ms, us, ns that leaves no more than one zero in front:
/// "300s", "0.6ms", "90s", "2h".
std::string to_text(Duration d);

/// Longest duration that can be written. A handful of them added stays far below the end of the clock.
inline constexpr Duration longest_duration = std::chrono::hours(10'000);

}  // namespace stampede
