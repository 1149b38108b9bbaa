#pragma once

#include "core/recording/recording.h"
#include "core/scenario/scenario.h"

#include <functional>
#include <span>
#include <stop_token>

namespace stampede {

struct RunControl {
    std::stop_token stop;  ///< ends the run early; it then gives nullptr
    /// Ends the run now, as if it had been over; what was recorded is given, and says that it was cut short.
    std::stop_token end;
    /// called now and then, on the run's thread, with a fraction of the run
    std::function<void(double)> progress;
};

/// Runs the scenario in the simulated world: virtual time, Redis and database as models. A pure function of
/// the scenario (its seed included): the same recording, byte for byte, on any machine. Blocks; call it on a
/// worker. May be called on several threads at once.
RecordingPtr simulate(const Scenario& scenario, const RunControl& control = {});

/// The same, with settings that change on the way as those of a steered live run did. REQUIRES: in order of
/// time. Throws InputError when a change cannot be read.
RecordingPtr simulate_steered(const Scenario& scenario, std::span<const SettingChange> changes,
                              const RunControl& control = {});

}  // namespace stampede
