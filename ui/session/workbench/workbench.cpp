#include "ui/session/workbench/workbench.h"

#include "core/strategy/catalogue.h"
#include "ui/look/theme/kept_within.h"
#include "ui/look/words/speeds.h"
#include "ui/session/session.h"
#include "ui/session/workbench/scenario_step.h"

#include <algorithm>
#include <cmath>

namespace stampede::ui {

namespace {

constexpr int longestHistory = 200;

/// Numbers that only make sense together are kept so: moving one takes the other along.
Scenario consistent(Scenario s)
{
    for (Fault& f : s.faults) f.instance = std::min(f.instance, s.instances.count);
    for (Traffic& t : s.traffic) {
        if (auto* steady = std::get_if<Steady>(&t)) steady->until = std::max(steady->until, steady->from);
        if (auto* ramp = std::get_if<Ramp>(&t)) ramp->until = std::max(ramp->until, ramp->from);
        if (auto* closed = std::get_if<Closed>(&t)) {
            closed->until = std::max(closed->until, closed->from);
            closed->think_max = std::max(closed->think_max, closed->think_min);
        }
    }
    return s;
}

}  // namespace

Workbench::Workbench(Session& session, QObject* parent) : QObject(parent), session_(session)
{
    steps_.setUndoLimit(longestHistory);
    connect(&steps_, &QUndoStack::indexChanged, this, &Workbench::historyChanged);
    connect(&session_, &Session::runChanged, this, &Workbench::arrive);
}

/// What was there makes place.
void Workbench::makePlace()
{
    emit opening();
    injected_.clear();
    session_.setForkedBy({});
    session_.marks().clear();
    session_.playback().setPlaying(false);
}

void Workbench::beginWith(const Scenario& scenario, const QString& id, std::optional<Instant> at)
{
    opened_ = scenario;
    openedId_ = id;
    steps_.clear();
    arriving_ = true;
    arriveAt_ = at;
}

void Workbench::open(const Scenario& scenario, const QString& id, std::optional<Instant> at)
{
    makePlace();
    beginWith(scenario, id, at);
    if (session_.run() && same_run(session_.run()->scenario, scenario)) arrive();
    session_.setScenario(scenario);
    session_.viewport().showAll();
    session_.select(CallId());
    emit historyChanged();
    emit opened();
}

void Workbench::openRecording(RecordingPtr recording, const QString& id, std::optional<Instant> at)
{
    makePlace();
    session_.show(std::move(recording));
    beginWith(session_.scenario(), id, at);
    emit historyChanged();
    emit opened();
}

void Workbench::arrive()
{
    // A live run is followed while it goes on, and stays where it ended.
    if (!arriving_ || session_.run()->partial || !same_run(session_.run()->scenario, opened_)) return;
    arriving_ = false;
    const TimeRange content = session_.run()->content();
    session_.viewport().showAll();
    if (arriveAt_)
        session_.playback().setPlayhead(*arriveAt_);
    else if (session_.world().isSimulated())
        session_.playback().setPlayhead(tellingMoment(opened_, content.from, content.until));
    session_.playback().setSpeed(comfortableSpeed(content.length()));
    const Run& run = *session_.run();
    if (!run.recording->requests.empty())
        session_.select(tellingCall(*run.recording, run.timeline, session_.playback().playhead()));
}

void Workbench::openPreset(const Preset& preset)
{
    if (mayLeave_ && !mayLeave_()) return;
    open(load_scenario(preset.id), QString::fromStdString(preset.id));
}

Scenario Workbench::baseline() const
{
    Scenario s = opened_;
    const StrategySpec& now = session_.scenario().strategy;
    // The answers are chosen in the menus; only their numbers are parameters.
    if (const NamedStrategy* named = find_strategy(now.name)) {
        if (named->id != s.strategy.name) s.strategy = choose(*named, s.strategy);
    } else {
        s.strategy = with_answers(s.strategy, now.when, now.who, now.meanwhile);
    }
    return s;
}

Scenario Workbench::withStrategy(StrategySpec spec) const
{
    Scenario next = session_.scenario();
    next.strategy = std::move(spec);
    return next;
}

Scenario Workbench::under(const QString& id) const
{
    const StrategySpec& now = session_.scenario().strategy;
    const NamedStrategy* named = find_strategy(id.toStdString());
    return withStrategy(named->id == now.name ? now : choose(*named, now));
}

void Workbench::takeStrategy(StrategySpec spec)
{
    if (spec == session_.scenario().strategy) return;
    const Scenario next = withStrategy(std::move(spec));
    push(next);
}

void Workbench::chooseStrategy(const QString& id)
{
    if (find_strategy(id.toStdString())) takeStrategy(under(id).strategy);
}

void Workbench::chooseWhen(const std::vector<When>& when)
{
    const StrategySpec& s = session_.scenario().strategy;
    takeStrategy(with_answers(s, when, s.who, s.meanwhile));
}

void Workbench::chooseWho(Who who)
{
    const StrategySpec& s = session_.scenario().strategy;
    takeStrategy(with_answers(s, s.when, who, s.meanwhile));
}

void Workbench::chooseMeanwhile(const std::vector<Meanwhile>& meanwhile)
{
    const StrategySpec& s = session_.scenario().strategy;
    takeStrategy(with_answers(s, s.when, s.who, meanwhile));
}

void Workbench::change(const std::function<void(Scenario&)>& edit)
{
    Scenario next = session_.scenario();
    edit(next);
    push(consistent(std::move(next)));
}

void Workbench::beginDrag()
{
    dragging_ = true;
    ++drags_;
}

void Workbench::endDrag()
{
    dragging_ = false;
}

void Workbench::push(const Scenario& next)
{
    if (next == session_.scenario()) return;
    const auto use = [this](const Scenario& s) { apply(s); };
    steps_.push(new ScenarioStep(session_.scenario(), next, use, dragging_ ? drags_ : 0));
}

void Workbench::inject(const Fault& fault)
{
    injected_.push_back(fault);
    change([&](Scenario& s) { s.faults.push_back(fault); });
}

void Workbench::dropFault()
{
    const std::optional<Fault> fault = session_.forkedBy();
    if (!fault) return;
    change([&](Scenario& s) {
        const auto found = std::find(s.faults.begin(), s.faults.end(), *fault);
        if (found != s.faults.end()) s.faults.erase(found);
    });
}

void Workbench::apply(const Scenario& scenario)
{
    const auto& faults = scenario.faults;
    const auto newest = std::find_if(injected_.rbegin(), injected_.rend(), [&](const Fault& f) {
        return std::find(faults.begin(), faults.end(), f) != faults.end();
    });
    session_.setForkedBy(newest == injected_.rend() ? std::nullopt : std::optional(*newest));
    session_.setScenario(scenario);
}

void Workbench::resetAll()
{
    push(opened_);
}

Instant tellingMoment(const Scenario& scenario, Instant from, Instant until)
{
    for (const Bookmark& b : scenario.bookmarks)
        if (b.opens) return keptWithin(b.at, from, until);
    return from + Duration(static_cast<std::int64_t>(0.62 * static_cast<double>((until - from).count())));
}

CallId tellingCall(const Recording& recording, const Timeline& timeline, Instant at)
{
    const auto& arrived = timeline.lanes.arrived;
    const auto here =
        static_cast<std::uint32_t>(std::upper_bound(arrived.begin(), arrived.end(), at) - arrived.begin());
    const CallId amid = CallId::request(std::max(1u, static_cast<std::uint32_t>(here * 0.417)));
    if (timeline.state_at(amid, at) != CallState::absent) return amid;
    for (std::size_t i = timeline.loads.size(); i-- > 0;) {
        const Load& load = timeline.loads[i];
        if (load.began > at) continue;
        const CallId parent = recording.call(load.call).parent;
        return parent.is_nobody() ? load.call : parent;
    }
    return amid;
}

double comfortableSpeed(Duration length)
{
    const double wanted = std::max(seconds(length), 1e-9) / 12;
    return *std::min_element(speeds().begin(), speeds().end(), [wanted](double a, double b) {
        return std::abs(std::log(a / wanted)) < std::abs(std::log(b / wanted));
    });
}

}  // namespace stampede::ui
