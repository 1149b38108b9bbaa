#include "core/analysis/theory.h"
#include "core/analysis/validation.h"
#include "core/runtime/say.h"
#include "core/strategy/catalogue.h"

#include <fmt/format.h>

namespace stampede {

namespace {

double loads_per_cycle(const Metrics& m)
{
    return m.refresh.loads_per_cycle;
}
double first_gap(const Metrics& m)
{
    return m.refresh.first_gap_ms / 1000;
}
double queries(const Metrics& m)
{
    return static_cast<double>(m.database.queries);
}
double peak_per_100ms(const Metrics& m)
{
    return static_cast<double>(m.database.peak_per_100ms);
}
double over_50ms(const Metrics& m)
{
    return static_cast<double>(m.latency_ms.over_50ms);
}

StrategySpec strategy(std::string_view id)
{
    return find_strategy(id)->spec;
}

StrategySpec xfetch(double beta)
{
    StrategySpec spec = strategy("xfetch");
    spec.when.front().beta = beta;
    return spec;
}

/// One key, warm, no round trip, Poisson requests during the whole run.
Scenario steady(StrategySpec spec, double rate, Duration load, Duration ttl, Duration horizon)
{
    Scenario s;
    s.name = "validation";
    s.horizon = horizon;
    s.traffic = {Steady{run_start, run_start + horizon, rate, Process::poisson}};
    s.cache.ttl = ttl;
    s.cache.start = Start::warm;
    s.cache.round_trip = Duration::zero();
    s.database.query_time = load;
    s.strategy = std::move(spec);
    return s;
}

// The horizons below end in the quiet time after the n-th cycle, so that no cycle is cut off: what a horizon
// would cut off are the long ones.

Experiment none_stampede()
{
    constexpr int cycles = 10;
    const double expected = theory::none_loads_per_cycle(10, 3s);
    return {"none-stampede",
            "none, λ 10/s, D 3 s, ttl 60 s",
            "",
            steady(strategy("none"), 10, 3s, 60s, cycles * 66s + 30s),
            60,
            {{say("loads per cycle"), "1 + λD", Basis::derived, expected, 0.03, loads_per_cycle}}};
}

Experiment xfetch_size(double beta, std::size_t runs)
{
    constexpr int cycles = 3;
    const double expected = theory::xfetch_loads_per_cycle(100ms, 100ms, beta);
    return {"xfetch-size",
            say("xfetch, λ 1000/s, D 100 ms, ttl 10 s"),
            fmt::format("β {}", beta),
            steady(xfetch(beta), 1000, 100ms, 10s, cycles * 10100ms),
            runs,
            {{say("loads per cycle"), "e^(D/βδ)", Basis::derived, expected, 0.04, loads_per_cycle}}};
}

Experiment xfetch_traffic(double rate, int cycles, std::size_t runs)
{
    const double expected = theory::xfetch_loads_per_cycle(100ms, 100ms, 1);
    Scenario s = steady(xfetch(1), rate, 100ms, 10s, cycles * 10100ms);
    return {
        "xfetch-traffic",
        say("xfetch β 1, D 100 ms, ttl 10 s"),
        fmt::format("λ {}/s", rate),
        s,
        runs,
        {{say("loads per cycle"), "e^(D/βδ), whatever λ", Basis::derived, expected, 0.05, loads_per_cycle}}};
}

Experiment xfetch_gap()
{
    constexpr int cycles = 2;
    const double expected = theory::xfetch_first_gap(1000, 1s, 1);
    return {"xfetch-gap",
            "xfetch β 1, λ 1000/s, D 1 s, ttl 60 s",
            "",
            steady(xfetch(1), 1000, 1s, 60s, cycles * 61s),
            150,
            {{say("first gap, s"), say("βδ(ln λβδ + γ)"), Basis::derived, expected, 0.03, first_gap}}};
}

Experiment uniform_size()
{
    constexpr int cycles = 4;
    StrategySpec spec = strategy("xfetch");
    spec.name = "custom";
    spec.when = {When{When::Kind::uniform, 1, 60s}};
    const double expected = theory::uniform_loads_per_cycle(1000, 1s, 60s);
    return {"uniform-size",
            say("uniform window 60 s, λ 1000/s, D 1 s, ttl 120 s"),
            "",
            steady(spec, 1000, 1s, 120s, cycles * 62s + 20s),
            60,
            {{say("loads per cycle"), "1 + λD²/2ξ + D√(πλ/2ξ)", Basis::derived, expected, 0.05,
              loads_per_cycle}}};
}

/// Cycles follow each other without a pause here; the run is long, so that the one cut off at its end does
/// not matter.
Experiment power_age()
{
    StrategySpec spec = strategy("early-expiration");
    spec.when.front().beta = 1;
    const auto age = [](const Metrics& m) { return 60 - first_gap(m); };
    const double expected = theory::power_first_refresh_age(100, 60s, 1);
    return {
        "power-age", say("power β 1, λ 100/s, D 100 ms, ttl 60 s"),
        "",          steady(spec, 100, 100ms, 60s, 1000s),
        10,          {{say("age at first refresh, s"), "√(π·ttl/2λβ)", Basis::derived, expected, 0.05, age}}};
}

Experiment jitter(double jitter)
{
    Scenario s = steady(strategy("none"), 5000, 0s, 1s, 4s);
    std::get<Steady>(s.traffic.front()).process = Process::regular;
    s.keys.count = 1000;
    s.cache.jitter = jitter;
    const double all = 1000 * theory::renewal_loads(5, 1s, jitter, 4s);
    const double peak = 1000 * theory::renewal_peak(5, 1s, jitter, 4s, 100ms);
    return {"jitter",
            say("none, 1000 keys, regular 5000/s for 4 s, ttl 1 s, D 0"),
            fmt::format("jitter {}", jitter),
            s,
            40,
            {{"queries", say("renewal equation"), Basis::derived, all, 0.02, queries},
             {say("peak per 100 ms"), say("renewal equation"), Basis::derived, peak, 0.1, peak_per_100ms}}};
}

/// Requests come every millisecond.
Experiment regular(std::string_view id, std::vector<ExpectedFigure> figures)
{
    Scenario s = steady(strategy(id), 1000, 100ms, 1s, 3500ms);
    std::get<Steady>(s.traffic.front()).process = Process::regular;
    s.instances.count = 1;
    return {
        "regular",         "regular 1000/s for 3.5 s, ttl 1 s, D 100 ms, 1 instance", std::string(id), s, 2,
        std::move(figures)};
}

Experiment regular_none()
{
    const double expected =
        theory::regular_cycles(1s, 100ms, 3500ms) * theory::regular_waiting(1000, 100ms, 0ms);
    return regular("none", {{"queries", "λD a cycle", Basis::derived, expected, 0.01, queries}});
}

Experiment regular_coalescing()
{
    const double cycles = theory::regular_cycles(1s, 100ms, 3500ms);
    const double slow = cycles * theory::regular_waiting(1000, 100ms, 50ms);
    return regular("coalescing", {{"queries", "1 a cycle", Basis::derived, cycles, 0.01, queries},
                                  {say("requests over 50 ms"), "λ(D − 50 ms) a cycle", Basis::derived, slow,
                                   0.01, over_50ms}});
}

/// The harness has workers that think, look and load themselves, one after the other; it polls a lock every
/// 10 ms.
Experiment harness(const std::string& variant, StrategySpec spec, Duration horizon, double published)
{
    spec.options.refresh_in = RefreshIn::foreground;
    spec.options.keep = Duration::zero();
    spec.options.poll = 10ms;
    spec.options.lock_timeout = 30s;
    Scenario s = steady(std::move(spec), 0, 500ms, 20s, horizon);
    s.traffic = {Closed{50, 35ms, 1025ms, run_start, run_start + horizon}};
    return {"harness",
            say("50 clients that think 35…1025 ms, ttl 20 s, D 500 ms, poll 10 ms, lock timeout 30 s"),
            fmt::format("{}, {} s", variant, seconds(horizon)),
            s,
            100,
            {{"recomputes", "Internet Archive 2017", Basis::published, published, 0, queries}}};
}

/// Many requests at a key that has just expired. Every run gives the same number, or one of the two will
/// tell.
Experiment burst(const char* id, const std::string& settings, const char* strategy_id, Burst requests,
                 std::uint32_t instances, const std::string& source, double expected)
{
    Scenario s;
    s.name = "validation";
    s.traffic = {requests};
    s.instances.count = instances;
    s.strategy = strategy(strategy_id);
    return {id, settings, strategy_id, s, 2, {{"queries", source, Basis::exact, expected, 0, queries}}};
}

Experiment fleet(const char* strategy_id, const std::string& source, double expected)
{
    return burst("fleet", say("100 000 requests within 3 ms, expired, D 100 ms, 10 instances"), strategy_id,
                 Burst{run_start, 100'000, 3ms}, 10, source, expected);
}

Experiment at_once(const char* id, const std::string& settings, const char* strategy_id,
                   std::uint32_t requests, const std::string& source, double expected)
{
    return burst(id, settings, strategy_id, Burst{run_start, requests, 0ms}, 4, source, expected);
}

/// The database becomes three times as slow, and the stored load time does not know it yet.
Experiment stale_delta()
{
    Scenario s = steady(xfetch(1), 1000, 100ms, 10s, 12s);
    Fault slow;
    slow.kind = FaultKind::database_slow;
    slow.at = run_start;
    slow.duration = 12s;
    slow.times = 3;
    s.faults = {slow};
    const double expected = theory::xfetch_loads_per_cycle(300ms, 100ms, 1);
    return {"stale-delta",
            say("xfetch β 1, λ 1000/s, ttl 10 s, δ 100 ms, but now D 300 ms"),
            "",
            s,
            400,
            {{say("loads per cycle"), "e^(D/βδ)", Basis::derived, expected, 0.08, loads_per_cycle}}};
}

}  // namespace

std::vector<Experiment> all_experiments()
{
    const StrategySpec xfetch_locked =
        compose({When{When::Kind::xfetch, 1}}, Who::one_per_cluster, {Meanwhile::serve_old});
    return {
        none_stampede(),
        xfetch_size(0.5, 720),
        xfetch_size(1, 540),
        xfetch_size(1.5, 420),
        xfetch_size(2, 340),
        xfetch_traffic(100, 20, 300),
        xfetch_traffic(1000, 3, 400),
        xfetch_traffic(10'000, 2, 400),
        xfetch_gap(),
        uniform_size(),
        power_age(),
        jitter(0),
        jitter(0.2),
        regular_none(),
        regular_coalescing(),
        harness("none", strategy("none"), 290s, 484),
        harness("locking", strategy("locking"), 294s, 14),
        harness("xfetch", xfetch(1), 450s, 52),
        harness(say("xfetch with lock"), xfetch_locked, 317s, 17),
        fleet("none", "one a request", 100'000),
        fleet("coalescing", say("one an instance"), 10),
        fleet("locking", "one a cluster", 1),
        at_once("nodes", say("200 requests at once, expired, 4 instances"), "coalescing", 200,
                say("one an instance"), 4),
        at_once("lease", say("50 requests at once, expired"), "none", 50, "one a request", 50),
        at_once("lease", say("50 requests at once, expired"), "lease", 50, "one a cluster", 1),
        stale_delta(),
    };
}

}  // namespace stampede
