#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace stampede {

/// What one step of a number is.
enum class TimeUnit : std::uint8_t { seconds, milliseconds, microseconds, nanoseconds };

/// The names of the fields in which a log keeps things, for logs that have names. Empty: the usual ones.
struct LogFieldNames {
    std::string time, key, method, status, host, upstream;
    friend bool operator==(const LogFieldNames&, const LogFieldNames&) = default;
};

/// How a log is to be read, as far as somebody said so.
struct LogReading {
    std::string format;  ///< a name of log_formats(); "": found by looking at the first lines
    std::optional<TimeUnit>
        unit;  ///< of times that are numbers; none: found, or refused where it is doubtful
    LogFieldNames fields;
    friend bool operator==(const LogReading&, const LogReading&) = default;
};

}  // namespace stampede
