#pragma once

#include "core/store/store_unreachable.h"
#include "core/world/world.h"

#include <string>

namespace stampede {

struct LiveControl : RunControl {
    /// Called at most 20 times a second with the run as recorded so far: what a view needs to show it while it goes on.
    /// On a thread of its own, so that it may take its time; never twice at once, never after run_live has returned. May
    /// be empty.
    std::function<void(RecordingPtr so_far)> so_far;
    /// Told when the server is in trouble, and with an empty text when it is well again: one sentence without passwords. On
    /// the run's thread. May be empty.
    std::function<void(const std::string& sentence)> trouble;
};

/// Runs the scenario in real time against a real Redis: `where` is "live" (a private redis-server on a unix socket, started
/// here and taken down with this process) or "redis://[user[:password]@]host[:port][/db]". The database stays the model of the
/// scenario, in real time. Only keys under "stampede:{run}:" are touched, each with a TTL, and removed afterwards.
///
/// A server of somebody else's is asked politely: at most 50 commands a second over 4 connections, unless the address says
/// otherwise (?commands_per_second=5000&connections=8); it is read before it is written to, and faults leave it alone.
///
/// Blocks for as long as the scenario lasts; `control.stop` ends it at once. Throws StoreUnreachable; InputError when the
/// scenario asks for what only the simulated world can do, or for more than the server may be asked.
RecordingPtr run_live(const Scenario& scenario, const std::string& where, const LiveControl& control = {});

/// Which server and database an address means, for asking whether it is the right one: "cache.example port 6379, database 0,
/// at most 50 commands a second over 4 connections". Throws InputError for what is no address. Connects to nothing.
std::string describe_server(const std::string& where);

}  // namespace stampede
