#pragma once

#include "core/log/log_file.h"
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
    std::vector<std::string> key_names;  ///< in order of first appearance in the file
    /// `query_time_from` has it: mean and standard deviation of what the log's upstream took
    struct QueryTime {
        Duration mean{}, deviation{};
    };
    std::optional<QueryTime> query_time;
    std::string remark;  ///< in one line: how the log was read, and what of it was not
};

/// The log as it stands in its file; `example:NAME` is one that is compiled in. Throws InputError naming
/// the file when it cannot be opened or read (read_log).
LogFile open_log(const Replay& replay);

/// What a run needs of it. Throws InputError also when it lasts longer than 1000 h at this speed, or when
/// its upstream is asked for and it has none.
ReplayLog read_replay(const Replay& replay);

/// The remarks on all logs that the scenario replays. Reads them.
std::vector<std::string> replay_remarks(const Scenario& scenario);

}  // namespace stampede
