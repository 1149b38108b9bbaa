#pragma once

#include "core/log/log_reader.h"

namespace stampede {

/// What puts lines of a log into lines of its own.
enum class Wrapping : std::uint8_t {
    none,
    docker,      ///< {"log":"…\n","stream":"stdout","time":"…"}
    containerd,  ///< 2026-05-17T10:05:03.123456789Z stdout F …
    syslog,      ///< <190>May 17 10:05:03 web1 nginx: …, or without the number, or RFC 5424
    compose,     ///< web-1  | …
};

/// What wraps these lines.
Wrapping wrapping_of(LogSample sample);

/// Takes lines out of what wraps them.
class Unwrap {
public:
    explicit Unwrap(Wrapping wrapping) : wrapping_(wrapping) {}
    /// The line inside, which lives until the next call; the line itself where nothing wraps it.
    std::string_view operator()(std::string_view line);

private:
    Wrapping wrapping_;
    std::string inside_;
};

/// "docker"; "" of none.
std::string_view name_of(Wrapping wrapping);

}  // namespace stampede
