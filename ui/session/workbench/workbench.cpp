#include "ui/session/workbench/workbench.h"

#include "core/strategy/catalogue.h"
#include "ui/look/words/speeds.h"
#include "ui/session/parameters/parameter.h"
#include "ui/session/session.h"

#include <algorithm>
#include <cmath>

namespace stampede::ui {

namespace {

constexpr std::size_t longestHistory = 200;

StrategySpec ownDefaults(const StrategySpec& spec)
{
    if (const NamedStrategy* named = find_strategy(spec.name)) return named->spec;
    return compose(spec.when, spec.who, spec.meanwhile);
}

bool isOption(const Parameter& p)
{
    return p.path.startsWith(QLatin1String("strategy.")) && p.path != QLatin1String("strategy.beta") &&
           p.path != QLatin1String("strategy.window") && p.path != QLatin1String("strategy.buffer");
}

/// Puts the options in which `from` differs from its strategy's own defaults into `to`.
void carryOptions(const Scenario& from, Scenario& to)
{
    Scenario own = from;
    own.strategy = ownDefaults(from.strategy);
    for (const Parameter& p : parametersOf(from)) {
        if (!isOption(p)) continue;
        const double value = p.get(from);
        if (!p.same(value, p.get(own))) p.set(to, value);
    }
    to.strategy.options.mistakes = from.strategy.options.mistakes;
    to.strategy.options.lock_prefix = from.strategy.options.lock_prefix;
}

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
    connect(&session_, &Session::runChanged, this, &Workbench::arrive);
}

void Workbench::open(const Scenario& scenario, const QString& id, std::optional<Instant> at)
{
    emit opening();
    injected_.clear();
    session_.setForkedBy({});
    session_.marks().clear();
    session_.setPlaying(false);
    opened_ = scenario;
    openedId_ = id;
    undo_.clear();
    redo_.clear();
    arriving_ = true;
    arriveAt_ = at;
    if (session_.run() && same_run(session_.run()->scenario, scenario)) arrive();
    session_.setScenario(scenario);
    session_.showAll();
    session_.select(CallId());
    emit historyChanged();
    emit opened();
}

void Workbench::openRecording(RecordingPtr recording, const QString& id, std::optional<Instant> at)
{
    emit opening();
    injected_.clear();
    session_.setForkedBy({});
    session_.marks().clear();
    session_.setPlaying(false);
    session_.show(std::move(recording));
    opened_ = session_.scenario();
    openedId_ = id;
    undo_.clear();
    redo_.clear();
    arriving_ = true;
    arriveAt_ = at;
    emit historyChanged();
    emit opened();
}

void Workbench::arrive()
{
    // A live run is followed while it goes on, and stays where it ended.
    if (!arriving_ || session_.run()->partial || !same_run(session_.run()->scenario, opened_)) return;
    arriving_ = false;
    const TimeRange content = session_.run()->content();
    session_.showAll();
    if (arriveAt_)
        session_.setPlayhead(*arriveAt_);
    else if (session_.world() == QLatin1String("simulated"))
        session_.setPlayhead(tellingMoment(openedId_, content.from, content.until));
    session_.setSpeed(comfortableSpeed(content.length()));
    const Run& run = *session_.run();
    if (!run.recording->requests.empty())
        session_.select(tellingCall(*run.recording, run.timeline, session_.playhead()));
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
    if (s.strategy.name != now.name || s.strategy.name == "custom") s.strategy = ownDefaults(now);
    // The answers are chosen in the menus; only their numbers are parameters.
    return s;
}

Scenario Workbench::withStrategy(StrategySpec spec) const
{
    Scenario next = session_.scenario();
    next.strategy = std::move(spec);
    if (next.strategy.name == opened_.strategy.name) next.strategy = opened_.strategy;
    carryOptions(session_.scenario(), next);
    return next;
}

Scenario Workbench::under(const QString& id) const
{
    if (id.toStdString() == session_.scenario().strategy.name) return session_.scenario();
    return withStrategy(find_strategy(id.toStdString())->spec);
}

void Workbench::takeStrategy(StrategySpec spec)
{
    const Scenario next = withStrategy(std::move(spec));
    if (next == session_.scenario()) return;
    remember();
    apply(next);
}

void Workbench::chooseStrategy(const QString& id)
{
    const NamedStrategy* named = find_strategy(id.toStdString());
    if (named && named->id != session_.scenario().strategy.name) takeStrategy(named->spec);
}

void Workbench::chooseWhen(const std::vector<When>& when)
{
    const StrategySpec& s = session_.scenario().strategy;
    takeStrategy(compose(when, s.who, s.meanwhile));
}

void Workbench::chooseWho(Who who)
{
    const StrategySpec& s = session_.scenario().strategy;
    takeStrategy(compose(s.when, who, s.meanwhile));
}

void Workbench::chooseMeanwhile(const std::vector<Meanwhile>& meanwhile)
{
    const StrategySpec& s = session_.scenario().strategy;
    takeStrategy(compose(s.when, s.who, meanwhile));
}

void Workbench::change(const std::function<void(Scenario&)>& edit)
{
    Scenario next = session_.scenario();
    edit(next);
    next = consistent(std::move(next));
    if (next == session_.scenario()) return;
    remember();
    apply(next);
}

void Workbench::beginDrag()
{
    dragging_ = true;
    dragRemembered_ = false;
}

void Workbench::endDrag()
{
    dragging_ = false;
}

void Workbench::remember()
{
    if (dragging_ && std::exchange(dragRemembered_, true)) return;
    undo_.push_back(session_.scenario());
    if (undo_.size() > longestHistory) undo_.erase(undo_.begin());
    redo_.clear();
    emit historyChanged();
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
    if (session_.scenario() == opened_) return;
    remember();
    apply(opened_);
}

void Workbench::undo()
{
    if (undo_.empty()) return;
    redo_.push_back(session_.scenario());
    const Scenario before = std::move(undo_.back());
    undo_.pop_back();
    apply(before);
    emit historyChanged();
}

void Workbench::redo()
{
    if (redo_.empty()) return;
    undo_.push_back(session_.scenario());
    const Scenario after = std::move(redo_.back());
    redo_.pop_back();
    apply(after);
    emit historyChanged();
}

Instant tellingMoment(const QString& presetId, Instant from, Instant until)
{
    using namespace std::chrono_literals;
    Instant t =
        from + Duration(static_cast<std::int64_t>(0.62 * static_cast<double>((until - from).count())));
    if (presetId == QLatin1String("hot-page")) t = Instant(9320ms);
    if (presetId == QLatin1String("product-page")) t = Instant(63400us);
    return std::clamp(t, from, until);
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
