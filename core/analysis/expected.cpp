#include "core/analysis/expected.h"

#include "core/analysis/rates.h"
#include "core/analysis/theory.h"
#include "core/runtime/say.h"

#include <cmath>

namespace stampede {

namespace {

constexpr std::string_view loads_path = "refresh.loads_per_cycle", gap_path = "refresh.first_gap_ms";

/// What the forms are about, taken from a scenario.
struct Plain {
    double rate = 0;
    Duration load{}, ttl{};
    When when;
    std::uint32_t pool = 0;
};

bool has_bursts(const Scenario& s)
{
    for (const Traffic& t : s.traffic)
        if (std::holds_alternative<Burst>(t)) return true;
    return false;
}

/// Why the scenario is not what the forms describe; empty if it is. `bursts`: they are let pass.
std::string_view why_not_plain(const Scenario& s, bool bursts)
{
    const StrategySpec& strategy = s.strategy;
    const StrategyOptions& o = strategy.options;
    std::size_t streams = 0;
    for (const Traffic& t : s.traffic) {
        if (const auto* steady = std::get_if<Steady>(&t)) {
            ++streams;
            if (steady->process != Process::poisson) return to_say("its requests come at regular intervals");
        } else if (!std::holds_alternative<Burst>(t)) {
            return to_say("its traffic is no steady stream");
        }
    }
    if (streams != 1) return to_say("its traffic is not one steady stream");
    if (!bursts && has_bursts(s)) return to_say("a burst comes on top of its steady stream");
    if (s.keys.count != 1) return to_say("it has more than one key");
    if (s.keys.absent > 0) return to_say("the database has no row for some of its keys");
    if (!s.faults.empty()) return to_say("faults disturb the run");
    if (s.adaptation || !s.warming.empty()) return to_say("its cache is warmed on the way");
    if (strategy.who != Who::everyone) return to_say("not everyone who finds the entry due loads it");
    if (strategy.when.size() != 1) return to_say("its strategy joins two rules for when");
    if (!o.mistakes.empty() || o.breaker || o.collapse_window > Duration{})
        return to_say("its strategy does more than to decide when");
    if (s.database.distribution != Distribution::constant || s.database.slowdown > 0 ||
        s.database.failure_rate > 0)
        return to_say("its loads do not all take the same time");
    if (s.database.query_time <= Duration{}) return to_say("its loads take no time");
    if (20 * s.cache.round_trip > s.database.query_time || 20 * s.cache.service_time > s.database.query_time)
        return to_say("the way to Redis takes long against a load");
    return {};
}

Plain plain(const Scenario& s)
{
    const Value rate = rate_asked(s);
    return {rate ? *rate : 0, s.database.query_time, s.cache.ttl, s.strategy.when.front(), s.database.pool};
}

/// Loads of one cycle run side by side, so more of them than there are connections take longer than D.
Value if_pool_holds(const Plain& p, double loads)
{
    if (loads > p.pool)
        return Value::none(to_say("its loads are more than the pool has connections, and queue"));
    return loads;
}

Value xfetch_gap(const Plain& p)
{
    const double scale = p.when.beta * seconds(p.load);
    if (p.rate * scale <= 1)
        return Value::none(to_say("requests are rare against βδ, so the first comes after expiry"));
    const double gap = theory::xfetch_first_gap(p.rate, p.load, p.when.beta);
    // The gap follows a Gumbel distribution of scale βδ; beyond three of them lie 3 % of the cycles.
    if (gap + 3 * scale > seconds(p.ttl))
        return Value::none(to_say(
            "the ttl is short against the gap: entries are refreshed when they have just been stored"));
    return gap;
}

Value xfetch_loads(const Plain& p)
{
    const Value gap = xfetch_gap(p);
    if (!gap) return gap;
    if (*gap < seconds(p.load) + 2 * p.when.beta * seconds(p.load))
        return Value::none(to_say("loads begun early do not end before expiry"));
    return if_pool_holds(p, theory::xfetch_loads_per_cycle(p.load, p.load, p.when.beta));
}

/// The first refresh in a window is Rayleigh distributed: 2.6 means hold all but 0.5 % of the cycles. The
/// last of a cycle's loads may end D after the first; if the next cycle has begun by then, both share loads.
Value windowed_loads(const Plain& p, double first, double window, double loads)
{
    if (first < seconds(p.load))
        return Value::none(to_say("the next refresh begins before the loads of the last one have ended"));
    if (2.6 * first + seconds(p.load) > window)
        return Value::none(to_say("loads begun early do not end before expiry"));
    return if_pool_holds(p, loads);
}

}  // namespace

Value expected_loads_per_cycle(const Scenario& s)
{
    const bool xfetch = s.strategy.when.size() == 1 && s.strategy.when.front().kind == When::Kind::xfetch;
    if (const auto reason = why_not_plain(s, xfetch); !reason.empty()) return Value::none(reason);
    const Plain p = plain(s);
    switch (p.when.kind) {
    case When::Kind::expiry:
        if (p.ttl < 2 * p.load) return Value::none(to_say("the ttl is short against a load"));
        return if_pool_holds(p, theory::none_loads_per_cycle(p.rate, p.load));
    case When::Kind::xfetch: return xfetch_loads(p);
    case When::Kind::uniform:
        if (p.when.span > p.ttl) return Value::none(to_say("the window is longer than the ttl"));
        return windowed_loads(p, theory::uniform_first_refresh(p.rate, p.when.span), seconds(p.when.span),
                              theory::uniform_loads_per_cycle(p.rate, p.load, p.when.span));
    case When::Kind::power:
        // Exact for β = 1; else the chance is that of a uniform window only while it is small.
        return windowed_loads(p, theory::power_first_refresh_age(p.rate, p.ttl, p.when.beta),
                              seconds(p.ttl) / p.when.beta / (p.when.beta == 1 ? 1 : 4),
                              theory::power_loads_per_cycle(p.rate, p.load, p.ttl, p.when.beta));
    case When::Kind::schedule: break;
    }
    return Value::none(to_say("a schedule decides, not chance"));
}

Value expected_first_gap_ms(const Scenario& s)
{
    if (const auto reason = why_not_plain(s, true); !reason.empty()) return Value::none(reason);
    if (s.strategy.when.front().kind != When::Kind::xfetch)
        return Value::none(to_say("it does not refresh by XFetch"));
    const Value gap = xfetch_gap(plain(s));
    return gap ? Value(1e3 * *gap) : gap;
}

Value expected_metric(const Scenario& scenario, std::string_view path)
{
    if (path == loads_path) return expected_loads_per_cycle(scenario);
    if (path == gap_path) return expected_first_gap_ms(scenario);
    return Value::none(to_say("there is no closed form of it"));
}

std::string_view formula_of(const Scenario& scenario, std::string_view path)
{
    if (!expected_metric(scenario, path)) return {};
    if (path == gap_path) return "βδ(ln(λβδ) + 0.5772)";
    switch (scenario.strategy.when.front().kind) {
    case When::Kind::expiry: return "1 + λD";
    case When::Kind::xfetch: return "e^(1/β)";
    case When::Kind::power: return "1 + λD²/2ξ + D√(πλ/2ξ), ξ = ttl/β";
    case When::Kind::uniform: return "1 + λD²/2ξ + D√(πλ/2ξ)";
    case When::Kind::schedule: break;
    }
    return {};
}

}  // namespace stampede
