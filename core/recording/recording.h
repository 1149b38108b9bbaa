#pragma once

#include "core/recording/event.h"
#include "core/recording/server_trouble.h"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace stampede {

/// A setting that was changed while the run went on, as `--set path=value` would: it held from `at` on.
struct SettingChange {
    Instant at{};
    std::string path;   ///< "cache.ttl"
    std::string value;  ///< "5s"
    friend bool operator==(const SettingChange&, const SettingChange&) = default;
};

/// What the store had to do in 100 ms.
struct StoreLoad {
    std::uint32_t applied = 0;      ///< commands that were carried out
    std::uint32_t most_per_ms = 0;  ///< of them in one millisecond
    std::uint32_t most_queued = 0;  ///< commands that waited for their turn at once
    /// in use at once: a command holds one from its sending to its answer
    std::uint32_t most_connections = 0;
    std::uint32_t busy_ns = 0;  ///< where commands take time
    friend bool operator==(const StoreLoad&, const StoreLoad&) = default;
};
inline constexpr Duration load_length = std::chrono::milliseconds(100);

/// A whole run, as it happened. Immutable once a world has made it, and shared: views, metrics and files read
/// it from any thread. A simulated and a live run look the same here.
struct Recording {
    /// the scenario that was run, complete, with its strategy: what it began with
    std::string scenario_json;
    std::vector<SettingChange> changes;  ///< of a live run that was steered, in order of time
    bool cut_short = false;              ///< a person ended it before it was over
    std::vector<ServerTrouble> trouble;  ///< what a real server did, in order of time
    CommandOutcomes outcomes;            ///< of a live run
    std::string world = "simulated";     ///< "simulated", "live" or the address without a password
    std::uint64_t seed = 1;
    std::vector<std::string> key_names;   ///< by key; may be shorter than the number of keys
    std::vector<CallFacts> requests;      ///< request n is requests[n − 1]
    std::vector<CallFacts> refreshes;     ///< refresh n is refreshes[n − 1]
    std::vector<Event> events;            ///< in order of time; at one instant in order of happening
    std::vector<Detail> details;          ///< in order of their events
    std::vector<std::uint32_t> commands;  ///< store commands sent, per 100 ms from the start of the run
    std::vector<StoreLoad> store_load;    ///< the same; none: from a file that was written without
    Instant end{};                        ///< when the run was over; not before the last event
    std::uint64_t resumptions = 0;        ///< tasks resumed
    /// tasks, timers and waiters still there afterwards: 0 unless something is wrong
    std::uint64_t tasks_left = 0;

    const CallFacts& call(CallId id) const
    {
        return id.is_refresh() ? refreshes[id.number() - 1] : requests[id.number() - 1];
    }
    /// The detail of events[event], or nullptr. O(log n).
    const Detail* detail(std::size_t event) const;
    /// The index of the first event at or after `t`.
    std::size_t first_event_at(Instant t) const;
    /// "product:123", or "key 7" where no name is known.
    std::string key_name(std::uint32_t key) const;
};

using RecordingPtr = std::shared_ptr<const Recording>;

}  // namespace stampede
