#pragma once

#include "core/log/log_reading.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace stampede {

// Times as logs write them. All are nanoseconds: since 1970 where a date or a number says so, since
// whatever the writer meant elsewhere. Times further than some 145 years from 0 are none, so that the time
// between any two fits.

using LogTime = std::int64_t;
inline constexpr LogTime log_second = 1000000000;

/// A date with a time: `17/May/2026:10:05:03 +0200` of web servers, ISO 8601 (`2026-05-17T10:05:03.25Z`,
/// with a blank for the T, slashes in the date or a comma before the fraction), or that of HTTP (`Sun, 17
/// May 2026 10:05:03 GMT`). Without a zone it is UTC.
std::optional<LogTime> parse_date_time(std::string_view text);

/// "12.5", "-3" or "1.2e1" in this unit; with `comma`, "12,5" too.
std::optional<LogTime> parse_time_number(std::string_view text, TimeUnit unit, bool comma = false);

/// "250ms", "1.5 s": a number with its unit after it.
std::optional<LogTime> parse_time_with_unit(std::string_view text);

/// The unit in which a number is an instant of the years 2000 to 2099; nothing if there is none.
std::optional<TimeUnit> unit_of_epoch(std::string_view number);

/// The unit that a field's name ends with: "ts_ms", "timeMillis", "time (us)", "seconds"; nothing if none.
/// "msec" is none, since nginx calls seconds so.
std::optional<TimeUnit> unit_in_name(std::string_view name);

/// Seconds that an upstream took, as nginx writes those of several in a row: "0.1, 0.2 : 0.3" is their sum,
/// in nanoseconds. Nothing of "-" or a negative number.
std::optional<LogTime> parse_upstream_times(std::string_view text, TimeUnit unit = TimeUnit::seconds);

}  // namespace stampede
