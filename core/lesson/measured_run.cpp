#include "core/lesson/measured_run.h"

#include "core/runtime/input_error.h"
#include "core/scenario/strict_json.h"
#include "core/world/world.h"

namespace stampede {

MeasuredRun measure_run(const LessonRun& run, std::stop_token stop)
{
    RunControl control;
    control.stop = std::move(stop);
    MeasuredRun measured{run.scenario, simulate(run.scenario, control), {}};
    if (measured.recording) measured.metrics = measure(*measured.recording);
    return measured;
}

MeasuredRuns measure_runs(const Lesson& lesson, std::stop_token stop)
{
    MeasuredRuns runs;
    for (const LessonRun& run : lesson.runs) {
        try {
            MeasuredRun measured = measure_run(run, stop);
            if (!measured.recording) return runs;
            runs.emplace(run.name, std::move(measured));
        } catch (const InputError& e) {
            refuse_input(lesson.id, "runs." + run.name, e.what());
        }
    }
    return runs;
}

}  // namespace stampede
