#include "ui/session/run.h"

#include <algorithm>

namespace stampede::ui {

TimeRange Run::extent() const
{
    return {std::min(run_start, timeline.begin), std::max(run_start, timeline.end)};
}

TimeRange Run::content(const TimeWarp& axis) const
{
    const Instant first = std::min(run_start, timeline.begin);
    const Instant from = axis.bent(first);
    const Instant until = axis.bent(std::max(timeline.last_activity, first + std::chrono::microseconds(1)));
    return {axis.straightened(from - (until - from) / 50), axis.straightened(until + (until - from) / 25)};
}

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

RunPtr maskedRun(const Run& run)
{
    const Recording& whole = *run.recording;
    auto arrivals = std::make_shared<Recording>();
    arrivals->scenario_json = whole.scenario_json;
    arrivals->world = whole.world;
    arrivals->seed = whole.seed;
    arrivals->key_names = whole.key_names;
    arrivals->requests = whole.requests;
    for (const Event& e : whole.events)
        if (e.what() == EventKind::arrived) arrivals->events.push_back(e);
    arrivals->end = arrivals->events.empty() ? run_start : arrivals->events.back().at;
    return prepareRun(run.scenario, std::move(arrivals), run.partial);
}

}  // namespace stampede::ui
