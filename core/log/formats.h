#pragma once

#include "core/log/log_reader.h"

namespace stampede {

/// All formats. Of two that read a log equally well the earlier one is meant: the narrower ones come first.
std::span<const LogFormat> log_formats();

/// How well a format reads these lines.
struct Fit {
    std::size_t read = 0;     ///< lines that are requests, or are left out
    std::size_t typical = 0;  ///< those of them that no other format writes
    std::size_t unreadable = 0;
};
Fit fit_of(LogReader& reader, LogSample sample);

/// The format that reads most of these lines; null if none reads any.
const LogFormat* format_of(LogSample sample, const LogReading& asked);

}  // namespace stampede
