#include "core/scenario/random_scenario.h"

#include "core/runtime/random.h"
#include "core/runtime/say.h"
#include "core/strategy/catalogue.h"

namespace stampede {

namespace {

/// Draws with words.
struct Dice {
    Random random;
    explicit Dice(std::uint64_t seed) : random(seed, Stream::faults) {}
    bool chance(double p) { return random.unit() < p; }
    std::uint32_t between(std::uint32_t low, std::uint32_t high)
    {
        return low + random.below(high - low + 1);
    }
    Duration between(Duration low, Duration high)
    {
        return low +
               Duration(static_cast<std::int64_t>(random.unit() * static_cast<double>((high - low).count())));
    }
    template <class T, std::size_t N>
    T one_of(const T (&choices)[N])
    {
        return choices[random.below(N)];
    }
};

std::vector<When> draw_when(Dice& d)
{
    static const char* const words[] = {"expiry",
                                        "xfetch:beta=1",
                                        "xfetch:beta=3",
                                        "power:beta=2",
                                        "uniform:window=300ms",
                                        "schedule:buffer=200ms",
                                        "xfetch:beta=1+schedule:buffer=200ms"};
    return parse_when(d.one_of(words));
}

StrategySpec draw_strategy(Dice& d)
{
    static const Who whos[] = {Who::everyone, Who::one_per_instance, Who::one_per_cluster,
                               Who::instance_then_cluster, Who::lease};
    static const char* const lists[] = {"wait",          "share",          "share,wait",
                                        "serve-old",     "serve-old,wait", "serve-old,share,wait",
                                        "serve-old,fail"};
    const std::vector<When> when = draw_when(d);
    const Who who = d.one_of(whos);
    StrategySpec s = compose(when, who, parse_meanwhile(d.one_of(lists)));
    StrategyOptions& o = s.options;
    o.keep = d.chance(0.5) ? d.between(Duration(50ms), Duration(2s)) : Duration::zero();
    o.lock_timeout = d.chance(0.3) ? d.between(Duration(20ms), Duration(300ms)) : Duration(10s);
    o.lease_timeout = o.lock_timeout;
    o.wait_timeout = d.between(Duration(100ms), Duration(2s));
    o.poll = d.between(Duration(5ms), Duration(100ms));
    o.poll_jitter = d.chance(0.3) ? 0.5 : 0;
    o.wait_by = d.chance(0.4) ? WaitBy::notify : WaitBy::poll;
    static const OnDeadline deadlines[] = {OnDeadline::load, OnDeadline::load, OnDeadline::fail,
                                           OnDeadline::stale};
    o.on_deadline = d.one_of(deadlines);
    o.collapse_window = d.chance(0.2) ? Duration(10ms) : Duration::zero();
    o.refresh_period = 100ms;
    if (d.chance(0.2)) o.negative_ttl = 200ms;
    o.fail_safe = d.chance(0.3);
    if (d.chance(0.2)) o.soft_timeout = d.between(Duration(10ms), Duration(80ms));
    if (d.chance(0.2)) o.hard_timeout = d.between(Duration(30ms), Duration(300ms));
    if (d.chance(0.2)) o.breaker = Breaker{d.between(1u, 5u), d.between(Duration(100ms), Duration(2s)), {}};
    o.on_leader_failure = d.chance(0.5) ? OnLeaderFailure::re_elect : OnLeaderFailure::share_error;
    o.refresh_in = d.chance(0.5) ? RefreshIn::background : RefreshIn::foreground;
    o.fencing = who == Who::lease || d.chance(0.3);
    return s;
}

Fault draw_fault(Dice& d, std::uint32_t instances, std::uint32_t keys)
{
    static const FaultKind kinds[] = {
        FaultKind::kill_instance, FaultKind::kill_lock_holder, FaultKind::pause_instance,
        FaultKind::redis_down,    FaultKind::redis_restart,    FaultKind::redis_slow,
        FaultKind::database_down, FaultKind::database_slow,    FaultKind::flush_key,
        FaultKind::flush_all,     FaultKind::partition,        FaultKind::lose_reply,
        FaultKind::clock_jump};
    Fault f;
    f.kind = d.one_of(kinds);
    f.at = Instant(d.between(Duration::zero(), Duration(1500ms)));
    f.instance = d.between(1u, instances);
    f.key = d.between(1u, keys);
    f.times = 5;
    f.by = f.kind == FaultKind::clock_jump ? d.between(Duration(-300ms), Duration(300ms)) : Duration::zero();
    switch (f.kind) {
    case FaultKind::pause_instance:
    case FaultKind::redis_down:
    case FaultKind::redis_slow:
    case FaultKind::database_down:
    case FaultKind::database_slow:
    case FaultKind::partition: f.duration = d.between(Duration(20ms), Duration(800ms)); break;
    default: break;
    }
    return f;
}

}  // namespace

Scenario random_scenario(std::uint64_t seed)
{
    Dice d(seed);
    Scenario s;
    s.name = "random:" + std::to_string(seed);
    s.about = say("Drawn at random: every run of it must keep the invariants.");
    s.seed = seed;
    s.keys.count = d.chance(0.3) ? d.between(2u, 10u) : 1;
    s.keys.absent = d.chance(0.2) ? 0.3 : 0;
    s.instances.count = d.between(1u, 5u);
    if (d.chance(0.2)) {
        s.instances.workers = d.between(2u, 30u);
        s.instances.queue = d.between(0u, 100u);
        if (d.chance(0.5)) s.balancer = Balancer{200ms, 100ms, 2, 2};
    }
    s.traffic.push_back(Burst{Instant(), d.between(20u, 150u), d.between(Duration::zero(), Duration(5ms))});
    if (d.chance(0.7))
        s.traffic.push_back(Steady{Instant(), Instant(2s), 100.0 * d.between(1u, 4u), Process::poisson});
    if (d.chance(0.2)) s.traffic.push_back(Closed{d.between(1u, 10u), 5ms, 50ms, Instant(), Instant(1500ms)});
    static const Start starts[] = {Start::cold, Start::warm, Start::expired, Start::expiring};
    s.cache.start = d.one_of(starts);
    s.cache.expires_in = s.cache.start == Start::expiring ? Duration(100ms) : Duration::zero();
    s.cache.ttl = d.between(Duration(200ms), Duration(1s));
    s.cache.jitter = d.chance(0.3) ? 0.2 : 0;
    s.cache.round_trip = d.chance(0.2) ? Duration::zero() : Duration(600us);
    s.cache.round_trip_jitter = d.chance(0.4) ? 0.5 : 0;
    s.cache.service_time = d.chance(0.2) ? Duration(20us) : Duration::zero();
    s.database.query_time = d.between(Duration(5ms), Duration(150ms));
    static const Distribution distributions[] = {Distribution::constant, Distribution::exponential,
                                                 Distribution::lognormal};
    s.database.distribution = d.one_of(distributions);
    s.database.pool = d.between(2u, 100u);
    s.database.slowdown = d.chance(0.2) ? 2 : 0;
    if (d.chance(0.2)) s.database.timeout = d.between(Duration(100ms), Duration(500ms));
    s.database.failure_rate = d.chance(0.2) ? 0.2 : 0;
    s.strategy = draw_strategy(d);
    const std::uint32_t faults = d.chance(0.3) ? 0 : d.between(1u, 3u);
    for (std::uint32_t i = 0; i < faults; ++i)
        s.faults.push_back(draw_fault(d, s.instances.count, s.keys.count));
    return s;
}

}  // namespace stampede
