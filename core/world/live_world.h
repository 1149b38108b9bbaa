#pragma once

#include "core/store/store_unreachable.h"
#include "core/world/world.h"

#include <string>

namespace stampede {

struct LiveControl : RunControl {
    /// Called on the run's thread some 20 times a second with a copy of what was recorded since the last call: what a
    /// view needs to show the run while it goes on. May be empty.
    std::function<void(RecordingPtr so_far)> so_far;
};

/// Runs the scenario in real time against a real Redis: `where` is "live" (a private redis-server on a unix socket, started
/// here and taken down with this process) or "redis://[user[:password]@]host[:port][/db]". The database stays the model of the
/// scenario, in real time. Only keys under "stampede:{run}:" are touched, each with a TTL, and removed afterwards.
/// Blocks for as long as the scenario lasts. Throws StoreUnreachable; InputError when the scenario asks for what only the
/// simulated world can do.
RecordingPtr run_live(const Scenario& scenario, const std::string& where, const LiveControl& control = {});

}  // namespace stampede
