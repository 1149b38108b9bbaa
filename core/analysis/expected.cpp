#include "core/analysis/expected.h"

#include "core/analysis/theory.h"

namespace stampede {

namespace {

/// The rate of the only traffic, a second; 0 where the forms do not hold.
double plain_rate(const Scenario& s)
{
    const bool plain = s.keys.count == 1 && s.faults.empty() && s.traffic.size() == 1 &&
                       s.strategy.when.size() == 1 && s.strategy.who == Who::everyone &&
                       s.database.distribution == Distribution::constant && s.database.slowdown == 0 &&
                       s.database.query_time > Duration{};
    const auto* steady = plain ? std::get_if<Steady>(&s.traffic.front()) : nullptr;
    return steady && steady->process == Process::poisson ? steady->rate : 0;
}

}  // namespace

std::optional<double> expected_loads_per_cycle(const Scenario& s)
{
    const double rate = plain_rate(s);
    if (rate <= 0) return std::nullopt;
    const When& when = s.strategy.when.front();
    const Duration load = s.database.query_time;
    switch (when.kind) {
    case When::Kind::expiry: return theory::none_loads_per_cycle(rate, load);
    case When::Kind::xfetch: return theory::xfetch_loads_per_cycle(load, load, when.beta);
    case When::Kind::power: return theory::power_loads_per_cycle(rate, load, s.cache.ttl, when.beta);
    case When::Kind::uniform: return theory::uniform_loads_per_cycle(rate, load, when.span);
    case When::Kind::schedule: break;
    }
    return std::nullopt;
}

std::optional<double> expected_first_gap_ms(const Scenario& s)
{
    const double rate = plain_rate(s);
    if (rate <= 0 || s.strategy.when.front().kind != When::Kind::xfetch) return std::nullopt;
    const double beta = s.strategy.when.front().beta;
    if (rate * beta * seconds(s.database.query_time) <= 1) return std::nullopt;
    return 1e3 * theory::xfetch_first_gap(rate, s.database.query_time, beta);
}

}  // namespace stampede
