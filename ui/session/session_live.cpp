#include "ui/session/session_live.h"

#include "core/runtime/input_error.h"
#include "core/store/redis_address.h"
#include "ui/session/session_state.h"

#include <algorithm>

namespace stampede::ui {

namespace {

/// Pictures of a live run come about this often.
constexpr double glideMs = 70;

Instant plannedEnd(const Scenario& s)
{
    Instant end = run_start;
    for (const Traffic& t : s.traffic) {
        if (const auto* burst = std::get_if<Burst>(&t)) end = std::max(end, burst->at + burst->within);
        if (const auto* steady = std::get_if<Steady>(&t)) end = std::max(end, steady->until);
        if (const auto* ramp = std::get_if<Ramp>(&t)) end = std::max(end, ramp->until);
        if (const auto* closed = std::get_if<Closed>(&t)) end = std::max(end, closed->until);
    }
    return s.horizon ? std::min(end, run_start + *s.horizon) : end;
}

LiveState::Phase phaseOf(LiveStatus::Phase phase)
{
    switch (phase) {
    case LiveStatus::Phase::starting_server: return LiveState::Phase::starting;
    case LiveStatus::Phase::connecting: return LiveState::Phase::connecting;
    case LiveStatus::Phase::running: return LiveState::Phase::running;
    case LiveStatus::Phase::lost: return LiveState::Phase::lost;
    case LiveStatus::Phase::cleaning_up: return LiveState::Phase::leaving;
    }
    return LiveState::Phase::none;
}

}  // namespace

QString shownWorld(const QString& world)
{
    if (!world.startsWith(QLatin1String("redis"))) return world;
    try {
        return QString::fromStdString(parse_redis_address(world.toStdString()).display());
    } catch (const InputError&) {
        return QStringLiteral("redis://");  // what is wrong with it is said without repeating it
    }
}

TimeRange roomToGrow(const Run& run)
{
    const Instant first = std::min(run_start, run.timeline.begin);
    const Duration grown = run.extent().until - first;
    Duration length = std::chrono::seconds(2);
    while (length < grown) length *= 2;
    const Duration planned = plannedEnd(run.scenario) - first + run.scenario.database.query_time;
    if (planned >= grown) length = std::min(length, planned);
    return {first - length / 50, first + length + length / 25};
}

const LiveState& Session::live() const
{
    return d_->live;
}

bool Session::showsLiveRun() const
{
    return d_->run && d_->run->recording->world != "simulated";
}

void Session::stopLive()
{
    if (d_->live.goesOn()) d_->worker->endLive();
}

void Session::setLive(const LiveState& live)
{
    if (d_->live == live) return;
    d_->live = live;
    emit liveChanged();
}

/// In a live world new settings act on the run that goes on, if it can take them on. When none goes on, a
/// server of our own is used again at once; somebody else's, and one that was stopped by hand, only when
/// asked to.
void Session::steer(const Scenario& scenario)
{
    LiveState live = d_->live;
    live.startsAgainFor.clear();
    live.refusal.clear();
    const auto blocked = live.goesOn() ? needs_new_run(d_->liveBegan, scenario) : std::nullopt;
    if (live.goesOn() && !blocked) {
        d_->liveRest.stop();
        d_->worker->steer(scenario);
    } else if (live.goesOn() || (d_->address.empty() && !live.stopped)) {
        if (blocked) live.startsAgainFor = QString::fromStdString(*blocked);
        d_->liveRest.start();
    } else {
        live.outdated = true;
    }
    setLive(live);
}

void Session::hear(const LiveStatus& status)
{
    LiveState live = d_->live;
    live.phase = phaseOf(status.phase);
    live.server = status;
    setLive(live);
}

/// The newest job is over: with a run, or with trouble.
void Session::liveOver(const WorkDone& outcome)
{
    if (outcome.number != d_->newest || d_->live.phase == LiveState::Phase::none) return;
    LiveState live = d_->live;
    live.phase = outcome.run ? LiveState::Phase::ended : LiveState::Phase::failed;
    live.stopped = outcome.run && outcome.run->recording->cut_short;
    live.outdated = outcome.run && outcome.run->scenario != d_->scenario;
    setLive(live);
}

/// Between two pictures of a live run the playhead goes on evenly through what is recorded.
void Session::glide()
{
    const Instant end = extent().until;
    if (d_->run && d_->run->partial && d_->atEnd && d_->glideTo != end) {
        d_->glideFrom = d_->playhead;
        d_->glideTo = end;
        d_->sinceGlide.start();
        d_->tick.start();
    }
    if (d_->glideFrom == d_->glideTo) return d_->tick.stop();
    const double share = std::min(1.0, static_cast<double>(d_->sinceGlide.nsecsElapsed()) / (glideMs * 1e6));
    movePlayhead(d_->glideFrom +
                 Duration(std::llround(static_cast<double>((d_->glideTo - d_->glideFrom).count()) * share)));
    if (share < 1) return;
    d_->glideFrom = d_->glideTo;
    d_->tick.stop();
}

}  // namespace stampede::ui
