#include "core/strategy/engine.h"

#include <bit>

namespace stampede {

Engine::Engine(const StrategySpec& spec, Lifetime lifetime, std::uint64_t seed, RefreshListener& listener)
    : spec_(spec), o_(spec_.options), who_(who_rule(spec.who)),
      refresh_who_(who_rule(spec.options.makes(Mistake::refresh_without_dedupe) ? Who::everyone : spec.who)),
      lifetime_(lifetime), rolls_(seed, Stream::rolls), ttl_jitter_(seed, Stream::ttl_jitter),
      poll_jitter_(seed, Stream::poll_jitter), listener_(listener)
{
}

/// The first look, and what it leads to when the answer is at hand.
Task<Answer> Engine::get(Caller& c)
{
    const Status looked = co_await who_.look(c, o_);
    if (looked == Status::error) {
        c.emit(What::store_failed);
        c.entry.present = false;
    }
    if (spec_.scheduled()) note_hot(c);
    if (judge(c, true) == Due::no) co_return old_value(c);
    if (serves_old_meanwhile(c)) {
        start_refresh(c,
                      looked == Status::ok && c.command.verb == Verb::look_or_lease && c.command.token != 0);
        if (o_.soft_timeout) {
            const auto flight = c.home.flights.find(c.key());
            if (flight != c.home.flights.end()) {
                c.emit(What::joined);
                const Status got = co_await c.join(*flight->second, c.now() + *o_.soft_timeout);
                if (got == Status::ok) co_return answer(c, Served::shared);
                if (got == Status::timeout) c.emit(What::soft_timeout);
            }
        }
        co_return old_value(c);
    }
    co_return co_await continue_as(fetch(c));
}

/// Is the caller's entry due? Records what the look found.
Due Engine::judge(Caller& c, bool record)
{
    c.early = false;
    if (!c.usable()) {
        if (record) c.emit(What::missed);
        return Due::expired;
    }
    const bool rolls = spec_.rolls() && c.command.call.is_request();
    const double u = rolls ? rolls_.unit_at(c.command.call.raw()) : 1;
    const Due d = due(spec_.when, c.entry, c.home.clock(), u, c.origin == Origin::schedule);
    c.early = d == Due::early;
    if (!record) return d;
    Recorder& recorder = c.home.services.recorder;
    const Duration remaining = c.entry.fresh_until - c.home.clock();
    if (d == Due::expired) {
        recorder.emit(What::found_stale, c.command.call, 0, -remaining.count(), 0, c.entry.generation);
    } else if (rolls) {
        recorder.emit(d == Due::early ? What::due_early : What::hit, c.command.call, 0, remaining.count(),
                      std::bit_cast<std::int64_t>(u), c.entry.generation);
    } else if (d == Due::early) {
        recorder.emit(What::due_early, c.command.call, 0, remaining.count(),
                      std::bit_cast<std::int64_t>(-1.0), c.entry.generation);
    } else {
        c.emit(What::hit);
    }
    return d;
}

/// The refresher renews what clients ask for.
void Engine::note_hot(Caller& c)
{
    Instance& home = c.home;
    const auto [place, is_new] =
        home.scheduled.try_emplace(c.key(), static_cast<std::uint32_t>(home.schedule.size()));
    if (is_new) home.schedule.push_back({c.key(), Instant(), Instant()});
    Instance::Scheduled& s = home.schedule[place->second];
    s.asked_at = home.clock();
    if (c.usable()) s.fresh_until = c.entry.fresh_until;
}

/// The old value answers now, and a refresh of its own goes for the new one.
bool Engine::serves_old_meanwhile(const Caller& c) const
{
    return c.usable() && ((spec_.serves_old() && o_.refresh_in == RefreshIn::background) || o_.soft_timeout);
}

void Engine::start_refresh(Caller& c, bool holds_lease)
{
    const bool dedupe = !o_.makes(Mistake::refresh_without_dedupe);
    if (dedupe && (who_.busy(c) || held_off(c.home, c.key(), c.entry.generation))) {
        // a lease that came with the look must not be left lying: its holder has to load
        if (!holds_lease) return;
    }
    Refresh why(c.key(), Origin::stale_hit);
    why.seen = c.entry;
    why.lease = holds_lease ? c.command.token : 0;
    why.parent = c.command.call;
    refresh(c.home, *this, why);
}

Answer Engine::answer(Caller& c, Served how)
{
    c.land(how == Served::failed ? Status::failed : Status::ok);
    return Answer(how, c.entry.version);
}

Answer Engine::old_value(Caller& c)
{
    return answer(c, c.fresh() && !c.entry.backed_off ? Served::fresh : Served::stale);
}

void Engine::take(const StrategySpec& spec, Lifetime lifetime)
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
    const double jitter = o_.makes(Mistake::same_ttl) ? 0 : lifetime.jitter;
    if (jitter == 0) return lifetime.ttl;
    const double factor = 1 + jitter * (2 * ttl_jitter_.unit() - 1);
    return std::max<Duration>(
        Duration(static_cast<std::int64_t>(static_cast<double>(lifetime.ttl.count()) * factor)), 1ms);
}

}  // namespace stampede
