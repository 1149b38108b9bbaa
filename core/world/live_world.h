#pragma once

#include "core/store/store_unreachable.h"
#include "core/world/steering.h"
#include "core/world/world.h"

#include <optional>
#include <string>

namespace stampede {

/// How a live run stands with its server.
struct LiveStatus {
    enum class Phase : std::uint8_t { starting_server, connecting, running, lost, cleaning_up };
    Phase phase = Phase::connecting;
    std::string address;  ///< without its password; empty: a server of our own
    std::string version;  ///< "7.0.15"; empty: not told
    /// what is wrong, one sentence without passwords; empty when all is well
    std::string trouble;
    std::optional<Duration> again_in;  ///< lost: when connecting is tried again; zero: just now
    friend bool operator==(const LiveStatus&, const LiveStatus&) = default;
};

struct LiveControl : RunControl {
    /// Where new settings come from while it goes on (steering.h); nullptr: nowhere. Outlives the run.
    LiveSettings* settings = nullptr;
    /// Told of each change, on the run's thread, at most 20 times a second. May be empty.
    std::function<void(const LiveStatus&)> status;
    /// Told, on the run's thread, that new settings were not taken on, and why: somebody else's server may
    /// not be asked that much. Gives the settings that hold. May be empty.
    std::function<void(const Scenario& holds, const std::string& sentence)> refused;
    /// Called at most 20 times a second with the run as recorded so far: what a view needs to show it while
    /// it goes on. On a thread of its own, so that it may take its time; never twice at once, never after
    /// run_live has returned. May be empty.
    std::function<void(RecordingPtr so_far)> so_far;
};

/// Runs the scenario in real time against a real Redis: `where` is "live" (a private redis-server on a unix
/// socket, started here and taken down with this process) or "redis://[user[:password]@]host[:port][/db]".
/// The database stays the model of the scenario, in real time. Messages take the scenario's round trip: they
/// are held here for what the server's own time leaves of it (redis_store.h). That holds for somebody else's
/// server too: its own way is added as far as it is longer than half of that. Only keys under
/// "stampede:{run}:" are touched, each with a TTL, and removed afterwards.
///
/// A server of somebody else's is asked politely: at most 50 commands a second over 4 connections, unless the
/// address says otherwise (?commands_per_second=5000&connections=8); it is read before it is written to, and
/// faults leave it alone.
///
/// Blocks for as long as the scenario lasts; `control.stop` ends it at once. Throws StoreUnreachable;
/// InputError when the scenario asks for faults that are not for the server of others, or for more than it
/// may be asked.
RecordingPtr run_live(const Scenario& scenario, const std::string& where, const LiveControl& control = {});

}  // namespace stampede
