#include "ui/session/live.h"

#include "ui/session/run_worker.h"

namespace stampede::ui {

namespace {

constexpr int restMs = 500;  ///< a live run starts again when the sliders have rested this long

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

Live::Live(RunWorker& worker, QObject* parent) : QObject(parent), worker_(worker)
{
    rest_.setSingleShot(true);
    rest_.setInterval(restMs);
    connect(&rest_, &QTimer::timeout, this, &Live::startDue);
}

void Live::stop()
{
    if (state_.goesOn()) worker_.endLive();
}

void Live::set(const LiveState& state)
{
    if (state_ == state) return;
    state_ = state;
    emit changed();
}

void Live::begin(bool live, const Scenario& scenario)
{
    rest_.stop();
    if (live) began_ = scenario;
    LiveState next;
    next.phase = live ? LiveState::Phase::connecting : LiveState::Phase::none;
    set(next);
}

void Live::steer(const World& world, const Scenario& scenario)
{
    LiveState next = state_;
    next.startsAgainFor.clear();
    next.refusal.clear();
    const auto blocked = next.goesOn() ? needs_new_run(began_, scenario) : std::nullopt;
    if (next.goesOn() && !blocked) {
        rest_.stop();
        worker_.steer(scenario);
    } else if (next.goesOn() || (!world.isElsewhere() && !next.stopped)) {
        if (blocked) next.startsAgainFor = QString::fromStdString(*blocked);
        rest_.start();
    } else {
        next.outdated = true;
    }
    set(next);
}

void Live::hear(const LiveStatus& status)
{
    LiveState next = state_;
    next.phase = phaseOf(status.phase);
    next.server = status;
    set(next);
}

void Live::refuse(const QString& sentence)
{
    LiveState next = state_;
    next.refusal = sentence;
    set(next);
}

void Live::over(const Recording* recording, bool outdated)
{
    if (state_.phase == LiveState::Phase::none) return;
    LiveState next = state_;
    next.phase = recording ? LiveState::Phase::ended : LiveState::Phase::failed;
    next.stopped = recording && recording->cut_short;
    next.outdated = recording && outdated;
    set(next);
}

}  // namespace stampede::ui
