#include "ui/session/session.h"

#include "core/analysis/recorded_scenario.h"
#include "ui/session/run_worker.h"
#include "ui/session/stepper.h"

#include <QTimer>

namespace stampede::ui {

struct Session::State {
    /// `shown` is `run`, masked while a question is open.
    struct Runs {
        RunPtr run, shown, ghost, fork;
    };
    /// By their numbers; a run is done before its ghost.
    struct Jobs {
        std::uint64_t newest = 0, runDone = 0, ghostDone = 0;
        bool announced = false;  ///< that something is being computed
    };
    struct Selection {
        CallId selected, hovered;
    };

    std::unique_ptr<RunWorker> worker;
    std::unique_ptr<Live> live;
    Playback playback{nullptr};
    Viewport viewport{playback, nullptr};
    TimeMarks marks;
    Stepper* stepper = nullptr;  ///< a child of the session

    Scenario scenario;
    World world;
    RecordingPtr recording;         ///< from a file, shown instead of a run
    std::optional<Fault> forkedBy;  ///< the fault that the fork is without
    Runs runs;
    Jobs jobs;
    Trouble trouble;
    Selection selection;
    bool masked = false;
};

Session::Session(QObject* parent) : QObject(parent), d_(std::make_unique<State>())
{
    d_->worker = std::make_unique<RunWorker>(
        [this](WorkDone outcome) {
            QMetaObject::invokeMethod(
                this, [this, outcome = std::move(outcome)] { receive(outcome); }, Qt::QueuedConnection);
        },
        [this](std::uint64_t job, double fraction) {
            QMetaObject::invokeMethod(
                this,
                [=, this] {
                    if (job == d_->jobs.newest) emit progressed(fraction);
                },
                Qt::QueuedConnection);
        });
    d_->live = std::make_unique<Live>(*d_->worker, nullptr);
    connect(d_->live.get(), &Live::startDue, this, &Session::submit);
    d_->stepper = new Stepper(*this);
}

Session::~Session()
{
    d_->worker.reset();
}

Playback& Session::playback() const
{
    return d_->playback;
}
Viewport& Session::viewport() const
{
    return d_->viewport;
}
TimeMarks& Session::marks() const
{
    return d_->marks;
}
Stepper& Session::stepper() const
{
    return *d_->stepper;
}
Live& Session::live() const
{
    return *d_->live;
}
const Scenario& Session::scenario() const
{
    return d_->scenario;
}
RunPtr Session::run() const
{
    return d_->runs.shown;
}
RunPtr Session::ghost() const
{
    return d_->masked ? nullptr : d_->runs.ghost;
}
RunPtr Session::fork() const
{
    return d_->masked ? nullptr : d_->runs.fork;
}
const std::optional<Fault>& Session::forkedBy() const
{
    return d_->forkedBy;
}
bool Session::computing() const
{
    return d_->jobs.runDone != d_->jobs.newest || d_->live->aboutToStart();
}
bool Session::settled() const
{
    return !computing() && d_->jobs.ghostDone == d_->jobs.newest && d_->jobs.newest != 0;
}
const Trouble& Session::trouble() const
{
    return d_->trouble;
}
CallId Session::selected() const
{
    return d_->selection.selected;
}
CallId Session::hovered() const
{
    return d_->selection.hovered;
}
bool Session::masked() const
{
    return d_->masked;
}
const World& Session::world() const
{
    return d_->world;
}
bool Session::showsLiveRun() const
{
    return d_->runs.run && d_->runs.run->recording->world != "simulated";
}

void Session::setScenario(const Scenario& scenario)
{
    if (d_->jobs.newest != 0 && same_run(d_->scenario, scenario) &&
        (!d_->recording || d_->scenario != scenario)) {
        const bool changed = d_->scenario != scenario;
        d_->scenario = scenario;
        if (changed) emit scenarioChanged();
        return;
    }
    const bool wasShown = std::exchange(d_->recording, nullptr) != nullptr;
    d_->scenario = scenario;
    if (wasShown && !d_->world.isSimulated()) {
        d_->world = World::simulated();
        emit worldChanged();
    }
    if (d_->world.isSimulated())
        submit();
    else
        d_->live->steer(d_->world, scenario);
    emit scenarioChanged();
    announceComputing();
}

void Session::setForkedBy(std::optional<Fault> fault)
{
    d_->forkedBy = std::move(fault);
    if (d_->forkedBy || !d_->runs.fork) return;
    discard(std::exchange(d_->runs.fork, nullptr));
    emit forkChanged();
}

void Session::show(RecordingPtr recording)
{
    setForkedBy({});
    const std::optional<Scenario> scenario = recorded_scenario(*recording);
    d_->scenario = scenario.value_or(Scenario{});
    d_->world = World::named(recording->world);
    d_->recording = std::move(recording);
    submit();
    emit scenarioChanged();
    emit worldChanged();
}

void Session::setWorld(const World& world)
{
    if (d_->world == world && !d_->recording) return;
    d_->recording = nullptr;
    d_->world = world;
    runAgain();
    emit worldChanged();
}

void Session::runAgain()
{
    if (d_->jobs.newest != 0) submit();
}

void Session::submit()
{
    const bool live = !d_->recording && !d_->world.isSimulated();
    d_->worker->submit({++d_->jobs.newest, d_->scenario, d_->world, d_->recording, d_->forkedBy});
    if (live) d_->playback.awaitPresent();
    d_->live->begin(live, d_->scenario);
    announceComputing();
}

void Session::announceComputing()
{
    if (std::exchange(d_->jobs.announced, computing()) != computing()) emit computingChanged(computing());
}

void Session::receive(const WorkDone& outcome)
{
    const bool newest = outcome.number == d_->jobs.newest;
    const auto replace = [&](RunPtr& kept) {
        if (!newest || kept == outcome.run) return false;
        discard(std::exchange(kept, outcome.run));
        return true;
    };
    switch (outcome.kind) {
    case WorkDone::Kind::run:
        if (outcome.run->partial && !newest) return;
        receiveRun(outcome);
        break;
    case WorkDone::Kind::status:
        if (newest) d_->live->hear(*outcome.status);
        return;
    case WorkDone::Kind::refused:
        if (!newest) return;
        d_->scenario = *outcome.holds;
        d_->live->refuse(outcome.trouble.sentence);
        emit scenarioChanged();
        return;
    case WorkDone::Kind::fork:
        if (d_->forkedBy && replace(d_->runs.fork)) emit forkChanged();
        break;
    case WorkDone::Kind::ghost:
        d_->jobs.ghostDone = outcome.number;
        if (replace(d_->runs.ghost)) emit ghostChanged();
        break;
    case WorkDone::Kind::trouble:
        if (!newest) return;
        fail(outcome);
        break;
    }
    announceComputing();
    if (settled()) emit settledNow();
}

/// A run that is not of the newest request is still better than the one before: a drag shows what there is.
void Session::receiveRun(const WorkDone& outcome)
{
    d_->trouble = {};
    useRun(outcome.run);
    if (outcome.run->partial) return;
    d_->jobs.runDone = outcome.number;
    if (outcome.number == d_->jobs.newest)
        d_->live->over(outcome.run->recording.get(), outcome.run->scenario != d_->scenario);
}

void Session::fail(const WorkDone& outcome)
{
    d_->jobs.runDone = d_->jobs.ghostDone = outcome.number;
    d_->trouble = outcome.trouble;
    d_->live->over(nullptr, false);
    emit failed(outcome.trouble.sentence);
}

/// Keeps it until all who listen have let go of it, then lets the worker free it.
void Session::discard(RunPtr run)
{
    if (run)
        QTimer::singleShot(0, this,
                           [this, run = std::move(run)]() mutable { d_->worker->discard(std::move(run)); });
}

void Session::useRun(const RunPtr& run)
{
    discard(std::exchange(d_->runs.run, run));
    follow();
    emit runChanged();
}

/// What is shown is the run, or what may be seen of it.
void Session::follow()
{
    const RunPtr& run = d_->runs.run;
    if (!run) return;
    discard(std::exchange(d_->runs.shown, d_->masked ? maskedRun(*run) : run));
    const Recording& r = *d_->runs.shown->recording;
    const CallId selected = d_->selection.selected;
    if (!selected.is_nobody() &&
        selected.number() > (selected.is_refresh() ? r.refreshes.size() : r.requests.size()))
        select(CallId());
    d_->selection.hovered = CallId();
    d_->playback.follow(d_->runs.shown);
    d_->viewport.follow(d_->runs.shown);
}

void Session::select(CallId call)
{
    if (std::exchange(d_->selection.selected, call) != call) emit selectionChanged(call);
}

void Session::hover(CallId call)
{
    if (std::exchange(d_->selection.hovered, call) != call) emit hoverChanged(call);
}

void Session::setMasked(bool masked)
{
    if (std::exchange(d_->masked, masked) == masked) return;
    d_->playback.hold(masked);
    d_->viewport.hold(masked);
    follow();
    emit maskedChanged(masked);
    if (d_->runs.run) emit runChanged();
    if (d_->runs.ghost) emit ghostChanged();
    if (d_->runs.fork) emit forkChanged();
}

}  // namespace stampede::ui
