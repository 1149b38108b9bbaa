#include "ui/session/prepare_run.h"

namespace stampede::ui {

RunPtr prepareRun(const Scenario& scenario, RecordingPtr recording, bool partial)
{
    auto run = std::make_shared<Run>();
    run->scenario = scenario;
    run->timeline = build_timeline(*recording);
    run->metrics = measure(*recording);
    run->figures = Figures(*recording);
    const TimeRange content = run->content();
    run->overview = build_overview(run->timeline, content.from, content.until);
    run->standing = build_standing(*recording, run->timeline, scenario.strategy.scheduled());
    run->idle = without_idle_time(run->timeline);
    if (!run->idle.straight()) {
        const TimeRange brief = run->content(run->idle);
        run->briefOverview = build_overview(run->timeline, brief.from, brief.until, run->idle);
    }
    run->recording = std::move(recording);
    run->partial = partial;
    return run;
}

}  // namespace stampede::ui
