#pragma once

#include "core/scenario/replay.h"

namespace stampede {

/// The logs that a scenario replays, with one numbering of keys for all of them: the most asked key is key
/// 0.
struct Logs {
    std::vector<ReplayLog> logs;  ///< one for each `replay` of the scenario, in its order
    std::vector<std::string> key_names;
};

/// Throws InputError as read_replay does.
Logs read_logs(const Scenario& s);
/// The scenario with the query time of the log whose upstream it asks for, as a lognormal distribution with
/// the log's mean and deviation; unchanged where none does.
Scenario with_query_time_of(const Logs& logs, const Scenario& s);
/// How many keys a run has: those of the scenario, or of its logs where they have more.
std::uint32_t key_count(const Scenario& s, const Logs& logs);
/// What keys are called in views: paths of a log, or names made from `keys.name`.
std::vector<std::string> key_names(const Scenario& s, const Logs& logs);

}  // namespace stampede
