#pragma once

#include "core/runtime/time.h"
#include "core/scenario/scenario.h"

#include <string>
#include <vector>

namespace stampede {

/// The requests of a log file.
struct ReplayLog {
    std::vector<Duration> times;          ///< since the first request, divided by `speed`; ascending
    std::vector<std::uint32_t> keys;      ///< per request: index in key_names
    std::vector<std::string> key_names;   ///< paths without query strings, in order of first appearance
    std::uint64_t unreadable = 0;         ///< lines that could not be read
    struct Unreadable {
        std::uint64_t line = 0;           ///< from 1
        std::string text;                 ///< shortened
    };
    std::vector<Unreadable> first_unreadable;  ///< the first three
};

/// Reads an access log (common or combined format, gzip too) or CSV `seconds,key`. Throws InputError naming the file when it
/// cannot be opened or none of its lines can be read.
ReplayLog read_replay(const Replay& replay);

}  // namespace stampede
