#include "ui/session/session.h"

#include "core/analysis/recorded_scenario.h"
#include "ui/session/session_live.h"
#include "ui/session/session_state.h"

#include <algorithm>
#include <cmath>

namespace stampede::ui {

namespace {

constexpr int frameMs = 16;
constexpr int liveRestMs = 500;  ///< a live run starts again when the sliders have rested this long

}  // namespace

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

Session::Session(QObject* parent) : QObject(parent), d_(std::make_unique<State>())
{
    d_->tick.setTimerType(Qt::PreciseTimer);
    d_->tick.setInterval(frameMs);
    connect(&d_->tick, &QTimer::timeout, this, [this] { advance(); });
    d_->liveRest.setSingleShot(true);
    d_->liveRest.setInterval(liveRestMs);
    connect(&d_->liveRest, &QTimer::timeout, this, [this] { submit(); });
    d_->stepper = new Stepper(*this);
    d_->worker = std::make_unique<RunWorker>(
        [this](WorkDone outcome) {
            QMetaObject::invokeMethod(
                this, [this, outcome = std::move(outcome)] { receive(outcome); }, Qt::QueuedConnection);
        },
        [this](std::uint64_t job, double fraction) {
            QMetaObject::invokeMethod(
                this,
                [=, this] {
                    if (job == d_->newest) emit progressed(fraction);
                },
                Qt::QueuedConnection);
        });
}

Session::~Session()
{
    d_->worker.reset();
}

const Scenario& Session::scenario() const
{
    return d_->scenario;
}
RunPtr Session::run() const
{
    return d_->run;
}
RunPtr Session::ghost() const
{
    return d_->ghost;
}
RunPtr Session::fork() const
{
    return d_->fork;
}
const std::optional<Fault>& Session::forkedBy() const
{
    return d_->forkedBy;
}
bool Session::computing() const
{
    return d_->runDone != d_->newest || d_->liveRest.isActive();
}
bool Session::settled() const
{
    return !computing() && d_->ghostDone == d_->newest && d_->newest != 0;
}
const Session::Trouble& Session::trouble() const
{
    return d_->trouble;
}
CallId Session::selected() const
{
    return d_->selected;
}
CallId Session::hovered() const
{
    return d_->hovered;
}
bool Session::masked() const
{
    return d_->masked;
}
QString Session::world() const
{
    return d_->world;
}

void Session::setScenario(const Scenario& scenario)
{
    if (d_->newest != 0 && same_run(d_->scenario, scenario) && (!d_->shown || d_->scenario != scenario)) {
        const bool changed = d_->scenario != scenario;
        d_->scenario = scenario;
        if (changed) emit scenarioChanged();
        return;
    }
    const bool wasShown = std::exchange(d_->shown, nullptr) != nullptr;
    d_->scenario = scenario;
    if (wasShown && d_->world != QLatin1String("simulated")) {
        d_->world = QStringLiteral("simulated");
        emit worldChanged(d_->world);
    }
    if (d_->world == QLatin1String("simulated"))
        submit();
    else
        steer(scenario);
    emit scenarioChanged();
    tellComputing();
}

void Session::setForkedBy(std::optional<Fault> fault)
{
    d_->forkedBy = std::move(fault);
    if (d_->forkedBy || !d_->fork) return;
    discard(std::exchange(d_->fork, nullptr));
    emit forkChanged();
}

void Session::show(RecordingPtr recording)
{
    setForkedBy({});
    const std::optional<Scenario> scenario = recorded_scenario(*recording);
    d_->scenario = scenario.value_or(Scenario{});
    d_->world = QString::fromStdString(recording->world);
    d_->shown = std::move(recording);
    d_->address.clear();
    submit();
    emit scenarioChanged();
    emit worldChanged(d_->world);
}

void Session::setWorld(const QString& world)
{
    const std::string address =
        world.startsWith(QLatin1String("redis")) ? world.toStdString() : std::string();
    const QString shown = shownWorld(world);
    if (d_->world == shown && d_->address == address && !d_->shown) return;
    d_->shown = nullptr;
    d_->world = shown;
    d_->address = address;
    if (d_->newest != 0) submit();
    emit worldChanged(shown);
}

void Session::runAgain()
{
    if (d_->newest != 0) submit();
}

void Session::submit()
{
    d_->liveRest.stop();
    const bool live = !d_->shown && d_->world != QLatin1String("simulated");
    d_->worker->submit({++d_->newest, d_->scenario,
                        d_->address.empty() ? d_->world.toStdString() : d_->address, d_->shown,
                        d_->forkedBy});
    if (live) {
        d_->liveBegan = d_->scenario;
        d_->atEnd = true;
        setPlaying(false);
    }
    LiveState state;
    state.phase = live ? LiveState::Phase::connecting : LiveState::Phase::none;
    setLive(state);
    tellComputing();
}

void Session::tellComputing()
{
    if (std::exchange(d_->wasComputing, computing()) != computing()) emit computingChanged(computing());
}

void Session::receive(const WorkDone& outcome)
{
    // A run that is not of the newest request is still better than the one before: a drag shows what there
    // is.
    switch (outcome.kind) {
    case WorkDone::Kind::run:
        if (outcome.run->partial && outcome.number != d_->newest) return;
        d_->trouble = {};
        adopt(outcome.run);
        if (!outcome.run->partial) d_->runDone = outcome.number;
        if (!outcome.run->partial) liveOver(outcome);
        break;
    case WorkDone::Kind::status:
        if (outcome.number == d_->newest) hear(*outcome.status);
        return;
    case WorkDone::Kind::refused:
        if (outcome.number != d_->newest) return;
        d_->live.refusal = outcome.trouble.sentence;
        d_->scenario = *outcome.holds;
        emit liveChanged();
        emit scenarioChanged();
        return;
    case WorkDone::Kind::fork:
        if (outcome.number == d_->newest && d_->forkedBy && d_->fork != outcome.run) {
            discard(std::exchange(d_->fork, outcome.run));
            emit forkChanged();
        }
        break;
    case WorkDone::Kind::ghost:
        d_->ghostDone = outcome.number;
        if (outcome.number == d_->newest && d_->ghost != outcome.run) {
            discard(std::exchange(d_->ghost, outcome.run));
            emit ghostChanged();
        }
        break;
    case WorkDone::Kind::trouble:
        if (outcome.number != d_->newest) return;
        d_->runDone = d_->ghostDone = outcome.number;
        d_->trouble = outcome.trouble;
        liveOver(outcome);
        emit failed(outcome.trouble.sentence);
        break;
    }
    tellComputing();
    if (settled()) emit settledNow();
}

/// Keeps it until all who listen have let go of it, then lets the worker free it.
void Session::discard(RunPtr run)
{
    if (run)
        QTimer::singleShot(0, this,
                           [this, run = std::move(run)]() mutable { d_->worker->discard(std::move(run)); });
}

void Session::adopt(const RunPtr& run)
{
    const bool first = d_->run == nullptr;
    const bool grows = run->partial;
    discard(std::exchange(d_->run, run));
    if (d_->selected.is_request() && d_->selected.number() > run->recording->requests.size())
        select(CallId());
    if (d_->selected.is_refresh() && d_->selected.number() > run->recording->refreshes.size())
        select(CallId());
    d_->hovered = CallId();
    emit runChanged();
    if (d_->fitted)
        followContent(first);
    else
        setVisibleClamped(d_->visible);
    if (grows && d_->atEnd) return glide();
    d_->glideFrom = d_->glideTo;
    movePlayhead(d_->atEnd && !first ? extent().until : d_->playhead);
}

}  // namespace stampede::ui
