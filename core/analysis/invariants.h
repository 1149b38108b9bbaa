#pragma once

#include "core/recording/recording.h"
#include "core/scenario/scenario.h"

#include <string>
#include <vector>

namespace stampede {

/// What must hold in every run, in both worlds, whatever the strategy and the faults. The numbers are those
/// of docs/reliability.md.
enum class Invariant : int {
    ends_once = 1,     ///< every request ends exactly once
    ends_in_time = 2,  ///< by its deadline; afterwards no task, timer, waiter or lock of it is left
    one_owner = 3,     ///< at most one valid owner of a key's lock at any instant
    fencing = 4,       ///< tokens rise per key; a fill under an older token changes nothing
    own_token = 5,     ///< a release touches a lock only under its own token
    queries_add_up =
        6,  ///< queries started = ended + failed + running; never more at once than the pool has connections
    loads_per_miss = 7,  ///< no duplicate load while nothing fails and loads are short against the timeouts
    answer_age =
        8,      ///< no answer from an entry that was gone; under fencing none older than one given before
    time = 10,  ///< never runs backwards
    round_trip = 11,  ///< a recording, written and read again, gives the same metrics
};

struct Violation {
    int invariant = 0;
    std::string what;  ///< one sentence: what broke, for whom, when
    friend bool operator==(const Violation&, const Violation&) = default;
};

struct InvariantReport {
    std::size_t checked = 0;          ///< how many invariants applied to this run
    std::vector<Violation> violated;  ///< of one invariant the first few, and then how many more
};

/// Checks 1 to 8 and 10, as far as a recording can show them. Up to 20 ns an event.
InvariantReport check_invariants(const Recording& recording, const Scenario& scenario);

/// 11: in memory, not through a file. Takes as long as two measurements and a copy.
void check_round_trip(const Recording& recording, InvariantReport& report);

}  // namespace stampede
