#include "core/strategy/engine.h"

namespace stampede {

/// The first look, and what it leads to when the answer is at hand.
Task<Answer> Engine::get(Call& c)
{
    const Status looked = co_await who_.get(c, terms_);
    c.offer = who_.offered(c, looked);
    if (looked == Status::error) {
        c.emit(EventKind::store_failed);
        c.entry.present = false;
    }
    if (spec_.scheduled()) {
        c.home.refresher.asked_for(c.key(), c.home.clock());
        if (c.usable()) c.home.refresher.seen(c.key(), c.entry.fresh_until);
    }
    if (judge(c) == Due::no) co_return old_value(c);
    if (serves_old_meanwhile(c)) {
        start_refresh(c);
        if (!o_.soft_timeout) co_return old_value(c);
        co_return co_await continue_as(old_value_unless_soon(c));
    }
    co_return co_await continue_as(fetch(c));
}

/// The old value answers now, and a refresh of its own goes for the new one.
bool Engine::serves_old_meanwhile(const Call& c) const
{
    return c.usable() && ((spec_.serves_old() && o_.refresh_in == RefreshIn::background) || o_.soft_timeout);
}

void Engine::start_refresh(const Call& c)
{
    const bool may_load = c.offer.verdict == Verdict::mine;
    if (rules_.refreshes_once() && (who_.busy(c) || held_off(c))) {
        // a lease that came with the look must not be left lying: its holder has to load
        if (!may_load) return;
    }
    Refresh why(c.key(), Origin::stale_hit);
    why.seen = c.entry;
    if (may_load) why.offer = c.offer;
    why.parent = c.id();
    refresh(c.home, *this, why);
}

/// The load of this instance is waited for until the soft timeout; then the old value answers.
Task<Answer> Engine::old_value_unless_soon(Call& c)
{
    if (Flight* flight = c.home.flights.of(c.key())) {
        c.emit(EventKind::joined);
        const Status got = co_await c.join(*flight, c.now() + *o_.soft_timeout);
        if (got == Status::ok) co_return answer(c, Served::shared);
        if (got == Status::timeout) c.emit(EventKind::soft_timeout);
    }
    co_return old_value(c);
}

}  // namespace stampede
