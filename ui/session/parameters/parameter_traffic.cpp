// The parameters of which there are as many as a scenario has elements: traffic, faults, and the parts that
// may be missing.

#include "ui/look/words/strategy_words.h"
#include "ui/session/parameters/parameter_list.h"

#include "core/strategy/catalogue.h"
#include "ui/look/words/format.h"

namespace stampede::ui {

namespace {

using namespace std::chrono_literals;

QString trafficPath(std::size_t index, const char* field)
{
    return QStringLiteral("traffic.%1.%2").arg(index).arg(QLatin1String(field));
}

template <class Kind>
auto element(std::size_t index)
{
    return [index](auto& s) -> auto&
    {
        return std::get<Kind>(s.traffic[index]);
    };
}

/// A slider of instants reaches a little beyond what is there.
Duration reach(Instant until)
{
    return std::max<Duration>(10s, 2 * until.time_since_epoch());
}

void addBurst(ParameterList& list, std::size_t i, const Burst& burst, bool pinned, bool first)
{
    const auto it = element<Burst>(i);
    if (pinned || !first)
        list.count(
            trafficPath(i, "requests"), first ? tr("Concurrent requests") : tr("Burst of"), 1, 1'000'000, 0,
            10'000'000, [it](auto& s) -> auto& { return it(s).requests; });
    if (pinned) return;
    list.durationOrZero(
        trafficPath(i, "within"), first ? tr("Arrive within") : tr("Burst within"), 100us, 10s,
        1h, [it](auto& s) -> auto& { return it(s).within; });
    list.moment(
        trafficPath(i, "at"), first ? tr("Arrive at") : tr("Burst at"), reach(burst.at),
        0s, [it](auto& s) -> auto& { return it(s).at; });
}

void addSteady(ParameterList& list, std::size_t i, const Steady& steady, bool pinned, bool first)
{
    const auto it = element<Steady>(i);
    if (pinned || !first) {
        Parameter& rate = list.real(
            trafficPath(i, "rate"), tr("Requests a second"), 1, 20'000, 0.001,
            1e7, [it](auto& s) -> auto& { return it(s).rate; });
        rate.logarithmic = true;
        rate.about = tr("The rate that is asked for; what arrives is measured in the track of requests.");
    }
    if (pinned) return;
    list.moment(
        trafficPath(i, "from"), tr("Steady from"), reach(steady.until),
        0s, [it](auto& s) -> auto& { return it(s).from; });
    list.moment(
        trafficPath(i, "until"), tr("Steady until"), reach(steady.until),
        0s, [it](auto& s) -> auto& { return it(s).until; });
    list.choice(
        trafficPath(i, "process"), tr("Arrivals are"),
        {tr("Poisson"), tr("regular")}, [it](auto& s) -> auto& { return it(s).process; });
}

void addRamp(ParameterList& list, std::size_t i, const Ramp& ramp, bool pinned, bool first)
{
    const auto it = element<Ramp>(i);
    if (pinned || !first) {
        Parameter& rate = list.real(
            trafficPath(i, "rate_to"), tr("Peak rate a second"), 1, 20'000, 0,
            1e7, [it](auto& s) -> auto& { return it(s).rate_to; });
        rate.logarithmic = true;
    }
    if (pinned) return;
    Parameter& from = list.real(
        trafficPath(i, "rate_from"), tr("First rate a second"), 0, 20'000, 0,
        1e7, [it](auto& s) -> auto& { return it(s).rate_from; });
    from.logarithmic = true;
    from.smallest = 1;
    list.moment(
        trafficPath(i, "from"), tr("Ramp from"), reach(ramp.until),
        0s, [it](auto& s) -> auto& { return it(s).from; });
    list.moment(
        trafficPath(i, "until"), tr("Ramp until"), reach(ramp.until),
        0s, [it](auto& s) -> auto& { return it(s).until; });
}

void addClosed(ParameterList& list, std::size_t i, const Closed& closed, bool pinned, bool first)
{
    const auto it = element<Closed>(i);
    if (pinned || !first)
        list.count(
                trafficPath(i, "clients"), tr("Clients"), 1, 10'000, 1,
                1'000'000, [it](auto& s) -> auto& { return it(s).clients; })
            .about = tr("Each asks, waits for the answer, thinks, and asks again.");
    if (pinned) return;
    list.durationOrZero(
        trafficPath(i, "think_min"), tr("Thinks at least"), 1ms, 10s,
        1h, [it](auto& s) -> auto& { return it(s).think_min; });
    list.durationOrZero(
        trafficPath(i, "think_max"), tr("Thinks at most"), 1ms, 10s,
        1h, [it](auto& s) -> auto& { return it(s).think_max; });
    list.moment(
        trafficPath(i, "from"), tr("Clients from"), reach(closed.until),
        0s, [it](auto& s) -> auto& { return it(s).from; });
    list.moment(
        trafficPath(i, "until"), tr("Clients until"), reach(closed.until),
        0s, [it](auto& s) -> auto& { return it(s).until; });
}

void addReplay(ParameterList& list, std::size_t i, bool pinned, bool first)
{
    if (!pinned && first) return;
    const auto it = element<Replay>(i);
    Parameter& speed = list.real(
        trafficPath(i, "speed"), tr("Replay speed"), 0.01, 10'000, 1e-6,
        1e9, [it](auto& s) -> auto& { return it(s).speed; });
    speed.logarithmic = true;
    speed.about = tr("Divides the times of the log.");
}

bool lasts(FaultKind k)
{
    return k == FaultKind::pause_instance || k == FaultKind::redis_down || k == FaultKind::redis_slow ||
           k == FaultKind::database_down || k == FaultKind::database_slow || k == FaultKind::partition;
}

bool hasInstance(FaultKind k)
{
    return k == FaultKind::kill_instance || k == FaultKind::pause_instance || k == FaultKind::clock_jump ||
           k == FaultKind::partition;
}

QString faultName(FaultKind k)
{
    switch (k) {
    case FaultKind::kill_instance: return tr("Kill instance");
    case FaultKind::kill_lock_holder: return tr("Kill lock holder");
    case FaultKind::pause_instance: return tr("Pause instance");
    case FaultKind::redis_down: return tr("Redis down");
    case FaultKind::redis_restart: return tr("Redis restart");
    case FaultKind::redis_slow: return tr("Redis slow");
    case FaultKind::database_down: return tr("Database down");
    case FaultKind::database_slow: return tr("Database slow");
    case FaultKind::flush_key: return tr("Flush key");
    case FaultKind::flush_all: return tr("Flush all");
    case FaultKind::clock_jump: return tr("Clock jump");
    case FaultKind::partition: return tr("Partition");
    case FaultKind::lose_reply: return tr("Lose reply");
    }
    return {};
}

/// "locking", but "XFetch".
QString titleInSentence(const QString& name)
{
    const bool acronym = name.size() > 1 && name[1].isUpper();
    return acronym ? name : name.left(1).toLower() + name.mid(1);
}

}  // namespace

QString noEffectOn(const Scenario& scenario)
{
    if (scenario.strategy.name == "none") return tr("no effect without prevention");
    const NamedStrategy* named = find_strategy(scenario.strategy.name);
    return tr("no effect on %1").arg(named ? titleInSentence(nameText(*named)) : tr("this strategy"));
}

void addTraffic(ParameterList& list, std::size_t index, const Traffic& traffic, bool pinned)
{
    list.group = pinned ? Parameter::Group::pinned : Parameter::Group::traffic;
    const bool first = index == 0;
    if (const auto* burst = std::get_if<Burst>(&traffic)) addBurst(list, index, *burst, pinned, first);
    if (const auto* steady = std::get_if<Steady>(&traffic)) addSteady(list, index, *steady, pinned, first);
    if (const auto* ramp = std::get_if<Ramp>(&traffic)) addRamp(list, index, *ramp, pinned, first);
    if (const auto* closed = std::get_if<Closed>(&traffic)) addClosed(list, index, *closed, pinned, first);
    if (std::holds_alternative<Replay>(traffic)) addReplay(list, index, pinned, first);
}

void ParameterList::breaker()
{
    Parameter& there = add(
        "strategy.breaker", tr("Circuit breaker"), Parameter::Kind::toggle,
        [](const Scenario& s) { return s.strategy.options.breaker ? 1.0 : 0.0; },
        [](Scenario& s, double v) {
            if (v == 0)
                s.strategy.options.breaker.reset();
            else if (!s.strategy.options.breaker)
                s.strategy.options.breaker.emplace();
        });
    range(there, 0, 1, 0, 1);
    const auto off = [](const Scenario& s) {
        return s.strategy.options.breaker ? QString() : tr("breaker is off");
    };
    const auto of = [](const Scenario& s) { return s.strategy.options.breaker.value_or(Breaker{}); };
    Parameter& failures = add(
        "strategy.breaker.failures", tr("Opens after failures"), Parameter::Kind::count,
        [of](const Scenario& s) { return double(of(s).failures); },
        [](Scenario& s, double v) {
            if (s.strategy.options.breaker)
                s.strategy.options.breaker->failures = static_cast<std::uint32_t>(v);
        });
    range(failures, 1, 20, 1, 1'000'000);
    failures.noEffect = off;
    Parameter& open = add(
        "strategy.breaker.open_for", tr("Stays open for"), Parameter::Kind::duration,
        [of](const Scenario& s) { return double(of(s).open_for.count()); },
        [](Scenario& s, double v) {
            if (s.strategy.options.breaker) s.strategy.options.breaker->open_for = Duration(std::llround(v));
        });
    logarithmic(open, 10ms, 5min, 1ms, 10'000h);
    open.noEffect = off;
}

void addFaults(ParameterList& list, const Scenario& scenario)
{
    list.group = Parameter::Group::faults;
    for (std::size_t i = 0; i < scenario.faults.size(); ++i) {
        const Fault& fault = scenario.faults[i];
        const QString name = faultName(fault.kind);
        const auto path = [i](const char* field) {
            return QStringLiteral("faults.%1.%2").arg(i).arg(QLatin1String(field));
        };
        if (!fault.after)
            list.moment(
                path("at"), tr("%1 at").arg(name), reach(fault.at),
                0s, [i](auto& s) -> auto& { return s.faults[i].at; });
        else if (fault.kind != FaultKind::clock_jump)
            list.duration(
                path("by"), tr("%1 after its event by").arg(name), 1ms, 1min, 1ns,
                1h, [i](auto& s) -> auto& { return s.faults[i].delay; });
        if (lasts(fault.kind))
            list.duration(
                path("for"), tr("%1 for").arg(name), 1ms, 1min, 1ns,
                1h, [i](auto& s) -> auto& { return s.faults[i].duration; });
        if (fault.kind == FaultKind::redis_slow || fault.kind == FaultKind::database_slow)
            list.real(
                path("times"), tr("%1, times").arg(name), 1, 20, 0.001,
                1e6, [i](auto& s) -> auto& { return s.faults[i].times; });
        if (hasInstance(fault.kind))
            list.count(
                path("instance"), tr("%1, which").arg(name), 1, 20, 1,
                1'000, [i](auto& s) -> auto& { return s.faults[i].instance; });
        if (fault.kind == FaultKind::clock_jump)
            list.moment(
                path("by"), tr("%1 by").arg(name), 10s,
                -3600s, [i](auto& s) -> auto& { return s.faults[i].by; });
    }
}

void addWarming(ParameterList& list, const Scenario& scenario)
{
    list.group = Parameter::Group::cache;
    for (std::size_t i = 0; i < scenario.warming.size(); ++i) {
        const auto path = [i](const char* field) {
            return QStringLiteral("warming.%1.%2").arg(i).arg(QLatin1String(field));
        };
        list.moment(
            path("at"), tr("Warming at"), reach(scenario.warming[i].at),
            0s, [i](auto& s) -> auto& { return s.warming[i].at; });
        list.count(
            path("top"), tr("Warms the top keys"), 1, 10'000, 1,
            1'000'000, [i](auto& s) -> auto& { return s.warming[i].top; });
        list.optional(
            path("ttl"), tr("Warmed for"), 10ms, 1h, tr("TTL"),
            true, [i](auto& s) -> auto& { return s.warming[i].ttl; });
    }
    if (!scenario.adaptation) return;
    list.percent(
        "adaptation.hit_rate_below", tr("Alert below hit rate"), 1, 1,
        [](auto& s) -> auto& { return s.adaptation->hit_rate_below; });
    list.duration(
        "adaptation.window", tr("Hit rate over"), 100ms, 5min, 1ms, 1h,
        [](auto& s) -> auto& { return s.adaptation->window; });
    list.choice(
        "adaptation.action", tr("Alert then"), {tr("warms"), tr("raises β")},
        [](auto& s) -> auto& { return s.adaptation->action; });
    list.count(
            "adaptation.top", tr("Warms then, keys"), 1, 10'000, 1, 1'000'000,
            [](auto& s) -> auto& { return s.adaptation->top; })
        .noEffect = [](const Scenario& s) {
        return s.adaptation->action == AdaptAction::warm ? QString() : tr("it raises β");
    };
    list.real(
            "adaptation.factor", tr("Multiplies β by"), 1, 10, 0.001, 1'000,
            [](auto& s) -> auto& { return s.adaptation->factor; })
        .noEffect = [](const Scenario& s) {
        return s.adaptation->action == AdaptAction::beta ? QString() : tr("it warms");
    };
}

QString shapeOf(const Scenario& scenario)
{
    QString shape;
    for (const Traffic& t : scenario.traffic) shape += QString::number(t.index());
    shape += scenario.balancer ? u'b' : u'-';
    shape += scenario.adaptation ? u'a' : u'-';
    shape += QStringLiteral("w%1").arg(scenario.warming.size());
    for (const Fault& f : scenario.faults) shape += QStringLiteral(".%1").arg(int(f.kind));
    return shape;
}

}  // namespace stampede::ui
