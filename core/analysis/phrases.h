#pragma once

#include "core/recording/recording.h"

#include <string>

namespace stampede {

// Words for what a recording holds, for sentences that people read.

/// "request 17", "refresh 3" or "nobody".
std::string phrase(CallId call);

/// An instant or a length of time in milliseconds with what decimals it has, at most six, and spaces between
/// thousands: "100.6 ms", "10 000.3 ms".
std::string phrase(Instant at);
std::string phrase(Duration length);

/// To read, not to compute with: three significant digits and the unit that fits, "63 ms", "0.6 ms", "5 min".
std::string rounded(Duration length);
/// "2.72", "14.4": three significant digits.
std::string rounded(double value);
/// "2.5 %", of a share: "under 0.01 %" for less.
std::string percent(double share);

/// Spaces between thousands: "1 000", "-12 345 678".
std::string grouped(std::int64_t number);

/// "1 query", "3 queries". `many` is the word for all numbers but one.
std::string counted(std::uint64_t number, const char* one, const char* many);

}  // namespace stampede
