#pragma once

#include "core/runtime/time.h"
#include "core/scenario/scenario.h"

#include <string>
#include <vector>

namespace stampede {

/// The requests of a log file.
struct ReplayLog {
    std::vector<Duration> times;  ///< since the earliest request, divided by `speed`; ascending
    std::vector<std::uint32_t>
        keys;  ///< per request: index in key_names. At one instant, as they stand in the file
    std::vector<std::string>
        key_names;                 ///< paths without query strings, in order of first appearance in the file
    std::uint64_t unreadable = 0;  ///< lines that could not be read
    struct Unreadable {
        std::uint64_t line = 0;  ///< from 1
        std::string text;        ///< shortened, in quotes
    };
    std::vector<Unreadable> first_unreadable;  ///< the first three
};

/// Reads an access log (common or combined format, gzip too) or CSV `seconds,key`. The first line that can be
/// read decides which; empty lines and a header `seconds,key` do not count. `example:NAME` is a log that is
/// compiled in. Throws InputError naming the file when it cannot be opened, none of its lines can be read, or
/// it holds more than a run can have (20 million requests, a million keys, 1000 h).
ReplayLog read_replay(const Replay& replay);

/// What to tell about lines that could not be read, in one sentence; "" when all could.
std::string remark(const Replay& replay, const ReplayLog& log);

/// The remarks on all logs that the scenario replays. Reads them.
std::vector<std::string> replay_remarks(const Scenario& scenario);

}  // namespace stampede
