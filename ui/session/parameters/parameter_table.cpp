// What people can move, as a table. Each entry says where the number is, what it may be and when it does
// nothing.

#include "ui/session/parameters/parameter_list.h"

namespace stampede::ui {

namespace {

bool usesLock(const StrategySpec& s)
{
    return s.who == Who::one_per_cluster || s.who == Who::instance_then_cluster;
}
bool usesLease(const StrategySpec& s)
{
    return s.who == Who::lease;
}
bool refuses(const StrategySpec& s)
{
    return s.who != Who::everyone;
}

bool hasKind(const StrategySpec& s, std::initializer_list<When::Kind> kinds)
{
    for (const When& w : s.when)
        for (When::Kind k : kinds)
            if (w.kind == k) return true;
    return false;
}

/// The words after a label when the strategy never asks for the number.
auto unless(bool (*matters)(const StrategySpec&))
{
    return [matters](const Scenario& s) { return matters(s.strategy) ? QString() : noEffectOn(s); };
}

double betaOf(const Scenario& s)
{
    for (const When& w : s.strategy.when)
        if (w.kind == When::Kind::power || w.kind == When::Kind::xfetch) return w.beta;
    return 1;
}

void setBeta(Scenario& s, double beta)
{
    for (When& w : s.strategy.when)
        if (w.kind == When::Kind::power || w.kind == When::Kind::xfetch) w.beta = beta;
}

template <When::Kind kind>
double spanOf(const Scenario& s)
{
    for (const When& w : s.strategy.when)
        if (w.kind == kind) return double(w.span.count());
    return double((kind == When::Kind::uniform ? Duration(60s) : Duration(15s)).count());
}

template <When::Kind kind>
void setSpan(Scenario& s, double v)
{
    for (When& w : s.strategy.when)
        if (w.kind == kind) w.span = Duration(static_cast<std::int64_t>(v));
}

void addPinned(ParameterList& list, const Scenario& s)
{
    if (!s.traffic.empty()) addTraffic(list, 0, s.traffic[0], true);
    list.group = Parameter::Group::pinned;
    list.duration(
            "cache.ttl", tr("TTL"), 10ms, 1h, 1ms, 10'000h, [](auto& x) -> auto& { return x.cache.ttl; })
        .about = tr("How long an entry counts as fresh.");
    Parameter& beta = list.real("strategy.beta", tr("β"), 0.1, 10, 0.01, 100, betaOf, setBeta);
    beta.logarithmic = true;
    beta.about = tr("How eagerly entries are refreshed before they expire: more is earlier, and more loads.");
    beta.noEffect = unless(+[](const StrategySpec& x) {
        return hasKind(x, {When::Kind::power, When::Kind::xfetch});
    });
}

void addKeys(ParameterList& list)
{
    list.group = Parameter::Group::keys;
    list.count(
            "keys.count", tr("Keys"), 1, 10'000, 1, 1'000'000, [](auto& x) -> auto& { return x.keys.count; })
        .about = tr("How many different keys are asked for.");
    const auto oneKey = [](const Scenario& s) {
        return s.keys.count > 1 ? QString() : tr("only with many keys");
    };
    list.choice(
            "keys.popularity", tr("Popularity"), {tr("uniform"), tr("Zipf")},
            [](auto& x) -> auto& { return x.keys.popularity; })
        .noEffect = oneKey;
    Parameter& exponent = list.real(
        "keys.exponent", tr("Zipf exponent"), 0, 3, 0, 5, [](auto& x) -> auto& { return x.keys.exponent; });
    exponent.about = tr("How unequal keys are: 0 is uniform, 1 is typical of the web.");
    exponent.noEffect = [](const Scenario& s) {
        return s.keys.count > 1 && s.keys.popularity == Popularity::zipf ? QString() : tr("only with Zipf");
    };
    list.percent(
            "keys.absent", tr("Keys without a row"), 1, 1, [](auto& x) -> auto& { return x.keys.absent; })
        .about = tr("The share of keys the database has no row for.");
}

void addInstances(ParameterList& list, const Scenario& s)
{
    list.group = Parameter::Group::instances;
    list.count(
            "instances.count", tr("App instances"), 1, 100, 1, 1'000,
            [](auto& x) -> auto& { return x.instances.count; })
        .about = tr("Requests go to them in turn.");
    Parameter& workers = list.count(
        "instances.workers", tr("Workers each"), 0, 1'000, 0, 100'000,
        [](auto& x) -> auto& { return x.instances.workers; });
    workers.about = tr("Threads of an instance; a waiting request keeps its thread. 0: as many as needed.");
    Parameter& queue = list.count(
        "instances.queue", tr("Queue each"), 0, 10'000, 0, 1'000'000,
        [](auto& x) -> auto& { return x.instances.queue; });
    queue.about = tr("Requests that may wait for a worker; the others are rejected.");
    queue.noEffect = [](const Scenario& x) {
        return x.instances.workers > 0 ? QString() : tr("only with limited workers");
    };
    if (!s.balancer) return;
    list.duration(
        "balancer.period", tr("Health check every"), 10ms, 1min, 1ms, 1h,
        [](auto& x) -> auto& { return x.balancer->period; });
    list.duration(
        "balancer.timeout", tr("Health check timeout"), 10ms, 1min, 1ms, 1h,
        [](auto& x) -> auto& { return x.balancer->timeout; });
    list.count(
        "balancer.remove_after", tr("Removed after failures"), 1, 10, 1, 1'000,
        [](auto& x) -> auto& { return x.balancer->remove_after; });
    list.count(
        "balancer.return_after", tr("Returned after passes"), 1, 10, 1, 1'000,
        [](auto& x) -> auto& { return x.balancer->return_after; });
}

void addCache(ParameterList& list)
{
    list.group = Parameter::Group::cache;
    list.percent(
            "cache.jitter", tr("TTL jitter ±"), 0.5, 0.9, [](auto& x) -> auto& { return x.cache.jitter; })
        .about = tr("Spreads the expiry of entries that were stored together.");
    list.choice(
            "cache.start", tr("At the start"), {tr("cold"), tr("warm"), tr("expired"), tr("expiring")},
            [](auto& x) -> auto& { return x.cache.start; })
        .about = tr("What the cache holds when the run begins.");
    list.durationOrZero(
            "cache.expires_in", tr("Expires in"), 1ms, 1min, 10'000h,
            [](auto& x) -> auto& { return x.cache.expires_in; })
        .noEffect = [](const Scenario& s) {
        return s.cache.start == Start::expiring ? QString() : tr("only when expiring");
    };
    list.durationOrZero(
            "cache.round_trip", tr("Network round trip"), 100us, 100ms, 1h,
            [](auto& x) -> auto& { return x.cache.round_trip; })
        .about = tr("From an instance to Redis and back.");
    list.percent(
        "cache.round_trip_jitter", tr("Round trip jitter ±"), 0.9, 0.9,
        [](auto& x) -> auto& { return x.cache.round_trip_jitter; });
    list.durationOrZero(
            "cache.service_time", tr("Redis time a command"), 1us, 10ms, 1h,
            [](auto& x) -> auto& { return x.cache.service_time; })
        .about = tr("Redis is one thread: commands wait for each other.");
}

void addDatabase(ParameterList& list)
{
    list.group = Parameter::Group::database;
    list.durationOrZero(
        "database.query_time", tr("Query time"), 1ms, 10s, 1h,
        [](auto& x) -> auto& { return x.database.query_time; });
    list.count(
            "database.pool", tr("Connection pool"), 1, 1'000, 1, 1'000'000,
            [](auto& x) -> auto& { return x.database.pool; })
        .about = tr("Queries that run at once; the others queue.");
    list.choice(
        "database.distribution", tr("Query times are"), {tr("constant"), tr("exponential"), tr("lognormal")},
        [](auto& x) -> auto& { return x.database.distribution; });
    list.real(
            "database.cv", tr("Spread (cv)"), 0, 3, 0, 10, [](auto& x) -> auto& { return x.database.cv; })
        .noEffect = [](const Scenario& s) {
        return s.database.distribution == Distribution::lognormal ? QString() : tr("only with lognormal");
    };
    list.real(
            "database.slowdown", tr("Slowdown when busy"), 0, 20, 0, 1'000,
            [](auto& x) -> auto& { return x.database.slowdown; })
        .about = tr("With all connections busy a query takes 1 + this many times as long.");
    list.optional(
        "database.timeout", tr("Query timeout"), 10ms, 1min, tr("none"), true,
        [](auto& x) -> auto& { return x.database.timeout; });
    list.percent(
        "database.failure_rate", tr("Queries that fail"), 1, 1,
        [](auto& x) -> auto& { return x.database.failure_rate; });
    Parameter& updates = list.real(
        "database.updates_per_second", tr("Updates a second"), 0, 100, 0, 1e6,
        [](auto& x) -> auto& { return x.database.updates_per_second; });
    updates.logarithmic = true;
    updates.smallest = 0.01;
    updates.about = tr("How often each row changes: what makes an old value stale.");
}

void addLocks(ParameterList& list)
{
    const auto lock = unless(+[](const StrategySpec& x) { return usesLock(x); });
    const auto lease = unless(+[](const StrategySpec& x) { return usesLease(x); });
    const auto waiting = unless(+[](const StrategySpec& x) { return refuses(x); });
    const auto polls = [](const Scenario& s) {
        if (!usesLock(s.strategy) && !usesLease(s.strategy)) return noEffectOn(s);
        return s.strategy.options.wait_by == WaitBy::poll ? QString() : tr("no effect when notified");
    };
    list.option(
            "lock_timeout", tr("Lock timeout"), 10ms, 1min, 1ms,
            [](auto& o) -> auto& { return o.lock_timeout; }, lock)
        .about = tr("A lock is gone after this, whoever holds it: shorter than a load means two loads.");
    list.option(
        "lease_timeout", tr("Lease timeout"), 10ms, 1min, 1ms,
        [](auto& o) -> auto& { return o.lease_timeout; }, lease);
    list.option(
            "wait_timeout", tr("Wait timeout"), 10ms, 1min, 1ms,
            [](auto& o) -> auto& { return o.wait_timeout; }, waiting)
        .about = tr("How long a refused request waits for the load of another.");
    list.option(
            "poll", tr("Poll every"), 1ms, 5s, 1ms, [](auto& o) -> auto& { return o.poll; }, polls)
        .about = tr("A waiter looks, then sleeps this long: adds up to this much latency.");
    list.percent(
            "strategy.poll_jitter", tr("Poll jitter ±"), 0.9, 0.9,
            [](auto& x) -> auto& { return x.strategy.options.poll_jitter; })
        .noEffect = polls;
    list.choice(
            "strategy.wait_by", tr("Waits by"), {tr("polling"), tr("notification")},
            [](auto& x) -> auto& { return x.strategy.options.wait_by; })
        .noEffect = unless(+[](const StrategySpec& x) { return usesLock(x) || usesLease(x); });
    list.choice(
            "strategy.on_deadline", tr("At the deadline"), {tr("load"), tr("fail"), tr("serve stale")},
            [](auto& x) -> auto& { return x.strategy.options.on_deadline; })
        .noEffect = waiting;
    list.choice(
            "strategy.on_leader_failure", tr("If the leader fails"), {tr("share error"), tr("re-elect")},
            [](auto& x) -> auto& { return x.strategy.options.on_leader_failure; })
        .noEffect = waiting;
    list.toggle(
            "strategy.fencing", tr("Fencing tokens"),
            [](auto& x) -> auto& { return x.strategy.options.fencing; })
        .noEffect = unless(+[](const StrategySpec& x) { return usesLock(x) || usesLease(x); });
}

void addRefreshing(ParameterList& list)
{
    list.optionOrZero(
            "keep", tr("Keep stale for"), 1s, 1h, [](auto& o) -> auto& { return o.keep; },
            [](const Scenario& s) {
                const auto& o = s.strategy.options;
                const bool used =
                    s.strategy.serves_old() || o.fail_safe || o.on_deadline == OnDeadline::stale;
                return used ? QString() : noEffectOn(s);
            })
        .about = tr("How long a value stays usable past its ttl.");
    list.choice(
            "strategy.refresh_in", tr("Refreshes in the"), {tr("background"), tr("foreground")},
            [](auto& x) -> auto& { return x.strategy.options.refresh_in; })
        .noEffect = unless(+[](const StrategySpec& x) { return x.serves_old(); });
    Parameter& window = list.duration("strategy.window", tr("Refresh window"), 100ms, 1h, 1ms, 10'000h,
                                      spanOf<When::Kind::uniform>, setSpan<When::Kind::uniform>);
    window.noEffect = unless(+[](const StrategySpec& x) { return hasKind(x, {When::Kind::uniform}); });
    Parameter& buffer = list.duration("strategy.buffer", tr("Refresh buffer"), 10ms, 5min, 1ms, 10'000h,
                                      spanOf<When::Kind::schedule>, setSpan<When::Kind::schedule>);
    buffer.about = tr("The refresher renews an entry this long before it expires.");
    buffer.noEffect = unless(+[](const StrategySpec& x) { return x.scheduled(); });
    list.option(
        "refresh_period", tr("Refresher looks every"), 10ms, 1min, 1ms,
        [](auto& o) -> auto& { return o.refresh_period; },
        unless(+[](const StrategySpec& x) { return x.scheduled(); }));
}

void addGuards(ParameterList& list)
{
    list.optionOrZero("collapse_window", tr("Collapsing window"), 1ms, 1s,
                      [](auto& o) -> auto& { return o.collapse_window; }, {})
        .about = tr("Queries of one instance within this time become one.");
    list.optional(
            "strategy.soft_timeout", tr("Soft timeout"), 1ms, 10s, tr("none"), true,
            [](auto& x) -> auto& { return x.strategy.options.soft_timeout; })
        .about = tr("With an old value at hand, a request waits this long for the load.");
    list.optional(
            "strategy.hard_timeout", tr("Hard timeout"), 1ms, 1min, tr("none"), true,
            [](auto& x) -> auto& { return x.strategy.options.hard_timeout; })
        .about = tr("A load that takes longer is an error.");
    Parameter& negative = list.optional(
        "strategy.negative_ttl", tr("Negative TTL"), 10ms, 10min, tr("none"), false,
        [](auto& x) -> auto& { return x.strategy.options.negative_ttl; });
    negative.about = tr("How long “no such row” is remembered.");
    negative.noEffect = [](const Scenario& s) {
        return s.keys.absent > 0 ? QString() : tr("every key has a row");
    };
    list.toggle(
        "strategy.fail_safe", tr("Fail-safe: stale on error"),
        [](auto& x) -> auto& { return x.strategy.options.fail_safe; });
    list.breaker();
}

void addRun(ParameterList& list)
{
    list.group = Parameter::Group::run;
    list.count(
            "seed", tr("Seed"), 1, 100, 0, 9e15, [](auto& x) -> auto& { return x.seed; })
        .about = tr("The same scenario and seed give the same run.");
    list.optional(
            "horizon", tr("Horizon"), 100ms, 1h, tr("auto"), true, [](auto& x) -> auto& { return x.horizon; })
        .about = tr("Auto: until every request has ended.");
}

}  // namespace

std::vector<Parameter> parametersOf(const Scenario& scenario)
{
    ParameterList list;
    addPinned(list, scenario);
    for (std::size_t i = 0; i < scenario.traffic.size(); ++i) addTraffic(list, i, scenario.traffic[i], false);
    addKeys(list);
    addInstances(list, scenario);
    addCache(list);
    addWarming(list, scenario);
    addDatabase(list);
    list.group = Parameter::Group::strategy;
    addLocks(list);
    addRefreshing(list);
    addGuards(list);
    addFaults(list, scenario);
    addRun(list);
    return std::move(list.parameters);
}

}  // namespace stampede::ui
