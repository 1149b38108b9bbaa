#pragma once

#include "ui/session/session.h"

namespace stampede::ui {

/// A recording with all that views draw from. Takes about as long as simulating it did; call it on a worker.
RunPtr prepareRun(const Scenario& scenario, RecordingPtr recording, bool partial);

}  // namespace stampede::ui
