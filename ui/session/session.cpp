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

TimeRange Run::content() const
{
    const Instant from = std::min(run_start, timeline.begin);
    const Instant until = std::max(timeline.last_activity, from + std::chrono::microseconds(1));
    return {from - (until - from) / 50, until + (until - from) / 25};
}

Session::Session(QObject* parent) : QObject(parent), d_(std::make_unique<State>())
{
    d_->tick.setTimerType(Qt::PreciseTimer);
    d_->tick.setInterval(frameMs);
    connect(&d_->tick, &QTimer::timeout, this, [this] { advance(); });
    d_->liveRest.setSingleShot(true);
    d_->liveRest.setInterval(liveRestMs);
    connect(&d_->liveRest, &QTimer::timeout, this, [this] { submit(); });
    d_->worker = std::make_unique<RunWorker>(
        [this](WorkDone outcome) {
            QMetaObject::invokeMethod(this, [this, outcome = std::move(outcome)] { receive(outcome); }, Qt::QueuedConnection);
        },
        [this](std::uint64_t job, double fraction) {
            QMetaObject::invokeMethod(
                this, [=, this] { if (job == d_->newest) emit progressed(fraction); }, Qt::QueuedConnection);
        });
}

Session::~Session()
{
    d_->worker.reset();
}

const Scenario& Session::scenario() const { return d_->scenario; }
RunPtr Session::run() const { return d_->run; }
RunPtr Session::ghost() const { return d_->ghost; }
bool Session::computing() const { return d_->runDone != d_->newest || d_->liveRest.isActive(); }
bool Session::settled() const { return !computing() && d_->ghostDone == d_->newest && d_->newest != 0; }
const Session::Trouble& Session::trouble() const { return d_->trouble; }
Instant Session::playhead() const { return d_->playhead; }
TimeRange Session::visible() const { return d_->visible; }
CallId Session::selected() const { return d_->selected; }
CallId Session::hovered() const { return d_->hovered; }
bool Session::playing() const { return d_->playing; }
double Session::speed() const { return d_->speed; }
bool Session::masked() const { return d_->masked; }
QString Session::world() const { return d_->world; }

void Session::setScenario(const Scenario& scenario)
{
    if (d_->newest != 0 && !d_->shown && d_->scenario == scenario) return;
    const bool wasShown = std::exchange(d_->shown, nullptr) != nullptr;
    d_->scenario = scenario;
    if (wasShown && d_->world != QLatin1String("simulated")) {
        d_->world = QStringLiteral("simulated");
        emit worldChanged(d_->world);
    }
    if (d_->world == QLatin1String("simulated")) submit();
    else steer(scenario);
    emit scenarioChanged();
    tellComputing();
}

void Session::show(RecordingPtr recording)
{
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
    const std::string address = world.startsWith(QLatin1String("redis")) ? world.toStdString() : std::string();
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
    d_->worker->submit({++d_->newest, d_->scenario, d_->address.empty() ? d_->world.toStdString() : d_->address, d_->shown});
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
    // A run that is not of the newest request is still better than the one before: a drag shows what there is.
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
    if (run) QTimer::singleShot(0, this, [this, run = std::move(run)]() mutable { d_->worker->discard(std::move(run)); });
}

void Session::adopt(const RunPtr& run)
{
    const bool first = d_->run == nullptr;
    const bool grows = run->partial;
    discard(std::exchange(d_->run, run));
    if (d_->selected.is_request() && d_->selected.number() > run->recording->requests.size()) select(CallId());
    if (d_->selected.is_refresh() && d_->selected.number() > run->recording->refreshes.size()) select(CallId());
    d_->hovered = CallId();
    emit runChanged();
    if (d_->fitted) followContent(first);
    else setVisibleClamped(d_->visible);
    if (grows && d_->atEnd) return glide();
    d_->glideFrom = d_->glideTo;
    movePlayhead(d_->atEnd && !first ? extent().until : d_->playhead);
}

/// While nobody has zoomed, the range follows the run; but it stays as it is while the run fills most of it, so that a drag
/// does not make the axis swim.
void Session::followContent(bool first)
{
    const TimeRange content = d_->run->partial ? roomToGrow(*d_->run) : d_->run->content();
    const TimeRange v = d_->visible;
    const bool fits = content.from >= v.from && content.until <= v.until + v.length() / 50;
    if (!first && !d_->run->partial && fits && content.length() * 5 >= v.length() * 4) return;
    if (v == content) return;
    d_->visible = content;
    emit visibleChanged(content);
}

TimeRange Session::extent() const
{
    if (!d_->run) return {};
    const TimeRange e = d_->run->extent();
    if (d_->world != QLatin1String("simulated")) return e;   // its end is the present
    return {e.from, std::max(e.until, d_->reach.value_or(e.until))};
}

void Session::setReach(std::optional<Instant> until)
{
    if (std::exchange(d_->reach, until) == until) return;
    d_->atEnd = d_->atEnd && !until;
    movePlayhead(d_->playhead);
}

void Session::setPlayhead(Instant t)
{
    d_->glideTo = d_->glideFrom = t;
    movePlayhead(t);
    d_->atEnd = d_->run && d_->playhead == extent().until;
    if (d_->playing) {
        d_->playedFrom = d_->playhead;
        d_->sincePlay.start();
    }
}

void Session::movePlayhead(Instant t)
{
    if (d_->run) {
        const TimeRange e = extent();
        t = std::clamp(t, e.from, e.until);
    }
    if (std::exchange(d_->playhead, t) != t) emit playheadChanged(t);
}

void Session::setVisible(TimeRange range)
{
    d_->fitted = false;
    setVisibleClamped(range);
}

void Session::setVisibleClamped(TimeRange range)
{
    constexpr Duration shortest{200};
    if (range.length() < shortest) range.until = range.from + shortest;
    if (d_->run) {
        const TimeRange content = d_->run->content();
        const TimeRange e = extent();
        const Duration margin = std::max(content.length(), Duration{1}) / 10;
        const Instant low = std::min(content.from, e.from) - margin;
        const Instant high = std::max(content.until, e.until) + margin;
        if (range.length() > high - low) range = {low, high};
        if (range.from < low) range = {low, low + range.length()};
        if (range.until > high) range = {high - range.length(), high};
    }
    if (d_->visible == range) return;
    d_->visible = range;
    emit visibleChanged(range);
}

void Session::showAll()
{
    d_->fitted = true;
    if (d_->run) setVisibleClamped(d_->run->content());
}

void Session::select(CallId call)
{
    if (std::exchange(d_->selected, call) != call) emit selectionChanged(call);
}

void Session::hover(CallId call)
{
    if (std::exchange(d_->hovered, call) != call) emit hoverChanged(call);
}

void Session::setPlaying(bool on)
{
    if (on == d_->playing || (on && (!d_->run || d_->masked))) return;
    if (on && d_->playhead >= extent().until) setPlayhead(extent().from);
    d_->playing = on;
    d_->playedFrom = d_->playhead;
    d_->sincePlay.start();
    on ? d_->tick.start() : d_->tick.stop();
    d_->glideTo = d_->glideFrom = d_->playhead;
    emit playingChanged(on);
}

/// Where the playhead stands follows from when play began, never from how many ticks there were.
void Session::advance()
{
    if (!d_->playing) return glide();
    const double gone = static_cast<double>(d_->sincePlay.nsecsElapsed()) * d_->speed;
    const Instant end = extent().until;
    const double left = static_cast<double>((end - d_->playedFrom).count());
    if (gone < left) {
        d_->atEnd = false;
        movePlayhead(d_->playedFrom + Duration(static_cast<std::int64_t>(gone)));
        return;
    }
    movePlayhead(end);
    if (d_->run->partial) return;
    d_->atEnd = true;
    setPlaying(false);
}

void Session::setMasked(bool masked)
{
    if (std::exchange(d_->masked, masked) == masked) return;
    if (masked) setPlaying(false);
    emit maskedChanged(masked);
}

void Session::setSpeed(double factor)
{
    factor = std::clamp(factor, slowest, fastest);
    if (factor == d_->speed) return;
    d_->playedFrom = d_->playhead;
    d_->sincePlay.start();
    d_->speed = factor;
    emit speedChanged(factor);
}

void Session::stepForward()
{
    if (!d_->run) return;
    setPlaying(false);
    const auto& events = d_->run->recording->events;
    const auto next = std::upper_bound(events.begin(), events.end(), d_->playhead,
                                       [](Instant t, const Event& e) { return t < e.at; });
    setPlayhead(next == events.end() ? extent().until : next->at);
}

void Session::stepBack()
{
    if (!d_->run) return;
    setPlaying(false);
    const auto& events = d_->run->recording->events;
    const std::size_t here = d_->run->recording->first_event_at(d_->playhead);
    setPlayhead(here == 0 ? extent().from : events[here - 1].at);
}

}  // namespace stampede::ui
