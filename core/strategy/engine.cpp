#include "core/strategy/engine.h"

namespace stampede {

Engine::Engine(const StrategySpec& spec, Lifetime lifetime, std::uint64_t seed, RefreshListener& listener,
               const Rules& rules)
    : spec_(spec), terms_{spec_.options, rules}, o_(spec_.options), rules_(rules), who_(who_rule(spec.who)),
      refresh_who_(who_rule(rules.refreshes_once() ? spec.who : Who::everyone)), lifetime_(lifetime),
      rolls_(seed, Stream::rolls), ttl_jitter_(seed, Stream::ttl_jitter),
      poll_jitter_(seed, Stream::poll_jitter), listener_(listener)
{
}

/// Is the call's entry due? Records what its look found.
Due Engine::judge(const Call& c)
{
    if (!c.usable()) {
        c.emit(EventKind::missed);
        return Due::expired;
    }
    const bool rolls = spec_.rolls() && c.id().is_request();
    const double u = rolls ? rolls_.unit_at(c.id().raw()) : 1;
    const Due d = due(spec_.when, c.entry, c.home.clock(), u, c.origin == Origin::schedule);
    Record record(c.home.services.recorder);
    const Duration remaining = c.entry.fresh_until - c.home.clock();
    const RollNumbers roll{remaining, rolls ? std::optional(u) : std::nullopt, c.entry.generation};
    if (d == Due::expired)
        record.found_stale(c.id(), {-remaining, c.entry.generation});
    else if (d == Due::early)
        record.due_early(c.id(), roll);
    else if (rolls)
        record.hit(c.id(), roll);
    else
        c.emit(EventKind::hit);
    return d;
}

Answer Engine::answer(Call& c, Served how)
{
    c.flight.land(how == Served::failed ? Status::failed : Status::ok);
    return Answer(how, c.entry.version);
}

Answer Engine::old_value(Call& c)
{
    return answer(c, c.fresh() && !c.entry.backed_off ? Served::fresh : Served::stale);
}

Task<Answer> Engine::at_once(Answer answer)
{
    co_return answer;
}

void Engine::apply(const StrategySpec& spec, Lifetime lifetime)
{
    spec_ = spec;
    lifetime_ = lifetime;
}

void Engine::scale_beta(double factor)
{
    for (When& w : spec_.when) w.beta *= factor;
}

Duration Engine::draw_ttl(Lifetime lifetime)
{
    const double jitter = rules_.ttl_jitter(lifetime.jitter);
    if (jitter == 0) return lifetime.ttl;
    const double factor = 1 + jitter * (2 * ttl_jitter_.unit() - 1);
    return std::max<Duration>(
        Duration(static_cast<std::int64_t>(static_cast<double>(lifetime.ttl.count()) * factor)), 1ms);
}

}  // namespace stampede
