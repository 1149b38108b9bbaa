#include "core/strategy/engine.h"

namespace stampede {

/// A call without a client: started by a stale hit, a soft timeout or the schedule.
Root Engine::refresh(Instance& home, Engine& e, Refresh why)
{
    const CallId id = home.services.recorder.begin_refresh(why.key, home.id, why.origin, why.parent);
    Call c(home, why.key, id, why.origin);
    c.entry = why.seen;
    c.offer = why.offer;
    c.emit(EventKind::refresh_began);
    e.listener_.refresh_began(c);
    bool due_now = true;
    if (why.origin == Origin::schedule) {
        const Status looked = co_await c.send(CommandKind::get);
        if (looked != Status::ok) c.entry.present = false;
        if (c.usable()) home.refresher.seen(why.key, c.entry.fresh_until);
        due_now = e.judge(c) != Due::no && !e.held_off(c);
    }
    if (due_now) {
        // so that the client whose look started this can join it
        if (e.o_.soft_timeout && !home.flights.of(why.key)) c.lead();
        (void)co_await e.fetch(c);
        if (c.fresh()) home.refresher.seen(why.key, c.entry.fresh_until);
    }
    c.emit(EventKind::refresh_ended);
    e.listener_.refresh_ended(c);
}

/// Every period it asks for the hot keys that are close to expiry. A key nobody asked for during a whole ttl
/// is let go.
Root Engine::refresher(Instance& home, Engine& e)
{
    Operation timer(home.services.scheduler);
    timer.pause = &home.pause;
    for (;;) {
        co_await home.services.scheduler.sleep(timer, e.o_.refresh_period);
        const Duration ahead = e.refresh_ahead();
        for (std::size_t i = 0; i < home.refresher.hot_keys(); ++i) {
            const Refresher::Hot hot = home.refresher.hot_key(i);
            const bool let_go = home.clock() - hot.asked_at > e.lifetime_.ttl;
            if (let_go || hot.fresh_until - home.clock() > ahead || home.flights.of(hot.key)) continue;
            refresh(home, e, Refresh(hot.key, Origin::schedule));
        }
    }
}

/// How long before its expiry the schedule renews a key.
Duration Engine::refresh_ahead() const
{
    Duration ahead = Duration::zero();
    for (const When& w : spec_.when)
        if (w.kind == When::Kind::schedule) ahead = w.span < lifetime_.ttl ? w.span : lifetime_.ttl / 2;
    return ahead;
}

bool Engine::held_off(const Call& c) const
{
    return c.home.refresher.held_off(c.key(), c.entry.generation, c.now());
}

void Engine::warm(Instance& home, std::uint32_t key, Lifetime lifetime)
{
    warm_up(home, *this, key, lifetime);
}

Root Engine::warm_up(Instance& home, Engine& e, std::uint32_t key, Lifetime lifetime)
{
    const CallId id = home.services.recorder.begin_refresh(key, home.id, Origin::warming, CallId());
    Call c(home, key, id, Origin::warming);
    c.emit(EventKind::refresh_began);
    e.listener_.refresh_began(c);
    const Instant began = c.now();
    Record(home.services.recorder).load_began(id, {});
    if (co_await home.loader.load(c, e.o_) == Status::ok) {
        e.fill_in(c, began, true, lifetime);
        c.emit(EventKind::load_ended, c.entry.version);
        c.entry.generation = e.next_generation();
        co_await who_rule(Who::everyone).fill(c, e.terms_);
    } else {
        c.emit(EventKind::load_failed);
    }
    c.emit(EventKind::refresh_ended);
    e.listener_.refresh_ended(c);
}

}  // namespace stampede
