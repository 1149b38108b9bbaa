#pragma once

#include "core/analysis/figures.h"
#include "core/analysis/metrics.h"
#include "core/analysis/overview.h"
#include "core/analysis/standing.h"
#include "core/analysis/time_warp.h"
#include "core/analysis/timeline.h"
#include "core/recording/recording.h"
#include "core/scenario/scenario.h"
#include "ui/session/time_range.h"

#include <memory>

namespace stampede::ui {

/// A complete run with what views draw from. Immutable; made on a worker.
struct Run {
    Scenario scenario;
    RecordingPtr recording;
    Timeline timeline;
    Metrics metrics;         ///< at the end of the run
    Figures figures;         ///< the headline at any instant
    Overview overview;       ///< the strip of the whole run
    Standing standing;       ///< in-flight maps, queues and breakers at any instant
    TimeWarp idle;           ///< the axis on which idle time is short; straight where none is worth it
    Overview briefOverview;  ///< the strip on that axis; without slices where it is straight
    bool partial = false;    ///< a live run that still goes on: what was recorded so far

    TimeRange extent() const;  ///< the instants the playhead can stand at
    /// From the beginning to the last thing that happens, with a little air on both sides, as it looks on an
    /// axis.
    TimeRange content(const TimeWarp& axis = TimeWarp()) const;
};
using RunPtr = std::shared_ptr<const Run>;

/// A recording with all that views draw from. Takes about as long as simulating it did; call it on a worker.
RunPtr prepareRun(const Scenario& scenario, RecordingPtr recording, bool partial);

/// The run as it may be shown while a question about it is open: who arrives when and where, which follows
/// from what was asked for, and nothing of what became of it, not even how long it took. Much quicker than
/// prepareRun().
RunPtr maskedRun(const Run& run);

}  // namespace stampede::ui
