#pragma once

#include "core/analysis/metrics_json.h"
#include "core/recording/recording.h"
#include "core/scenario/scenario.h"

#include <functional>
#include <span>
#include <stop_token>
#include <vector>

namespace stampede {

/// A world as a function: runs a scenario to its end; nullptr when it was stopped.
using RunScenario = std::function<RecordingPtr(const Scenario&)>;

/// Everything that is known after one run. `name` is what people call the scenario.
RunReport report_on(const Recording& recording, const Scenario& scenario, const std::string& name);

struct CompletedRun {
    RunReport report;
    RecordingPtr recording;  ///< nullptr unless it was to be kept
};

struct RunAll {
    unsigned jobs = 1;             ///< threads; the results do not depend on it
    bool keep_recordings = false;  ///< else each is let go as soon as it is measured
    std::stop_token stop;
    // Called after each run, on one thread at a time: with the place of its scenario; with how many are done.
    std::function<void(std::size_t, const CompletedRun&)> completed;
    std::function<void(std::size_t)> progress;
};

/// Runs each scenario, and measures and checks each run. The results are in the order of the scenarios; empty
/// when stopped. The first exception of a run, in that order, is passed on.
std::vector<CompletedRun> run_all(std::span<const Scenario> scenarios, const std::string& name,
                                  const RunScenario& run, const RunAll& how = {});

/// The same scenario with the seeds first, first + 1, …
std::vector<Scenario> with_seeds(const Scenario& scenario, std::size_t count);

/// As many threads as the machine runs at once.
unsigned all_cores();

}  // namespace stampede
