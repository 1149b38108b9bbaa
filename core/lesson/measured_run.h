#pragma once

#include "core/analysis/metrics.h"
#include "core/lesson/lesson.h"
#include "core/recording/recording.h"

#include <map>
#include <stop_token>
#include <string>

namespace stampede {

/// A run of a lesson, made and measured: what its texts are filled from.
struct MeasuredRun {
    Scenario scenario;
    RecordingPtr recording;
    Metrics metrics;  ///< at the end
};
using MeasuredRuns = std::map<std::string, MeasuredRun, std::less<>>;  ///< by name

/// Blocks; of use on a worker. nullptr in `recording` when it was stopped.
MeasuredRun measure_run(const LessonRun& run, std::stop_token stop = {});

/// All runs of the lesson; fewer when stopped. Throws InputError with the run's path when one cannot be made
/// (a log that is not there).
MeasuredRuns measure_runs(const Lesson& lesson, std::stop_token stop = {});

}  // namespace stampede
