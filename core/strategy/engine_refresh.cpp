#include "core/strategy/engine.h"

namespace stampede {

namespace {

constexpr Duration first_backoff = 1s;
constexpr Duration longest_backoff = 30s;

}  // namespace

/// A call without a client: started by a stale hit, a soft timeout or the schedule.
Root Engine::refresh(Instance& home, Engine& e, Refresh why)
{
    const CallId id = home.services.recorder.begin_refresh(why.key, home.id, why.origin, why.parent);
    Caller c(home, why.key, id, why.origin);
    c.entry = why.seen;
    c.emit(What::refresh_began);
    e.listener_.refresh_began(c);
    if (why.lease != 0) {
        c.command.verb = Verb::look_or_lease;
        c.command.token = why.lease;
        c.command.status = Status::ok;
    }
    bool due_now = true;
    if (why.origin == Origin::schedule) {
        const Status looked = co_await c.send(Verb::look);
        if (looked != Status::ok) c.entry.present = false;
        if (c.usable() && home.scheduled.contains(why.key))
            home.schedule[home.scheduled[why.key]].fresh_until = c.entry.fresh_until;
        due_now = e.judge(c, true) != Due::no && !e.held_off(home, why.key, c.entry.generation);
    }
    if (due_now) {
        // so that the client whose look started this can join it
        if (e.o_.soft_timeout && !home.flights.contains(why.key)) c.lead();
        (void)co_await e.fetch(c);
        if (home.scheduled.contains(why.key) && c.fresh())
            home.schedule[home.scheduled[why.key]].fresh_until = c.entry.fresh_until;
    }
    c.emit(What::refresh_ended);
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
        Duration buffer = Duration::zero();
        for (const When& w : e.spec_.when)
            if (w.kind == When::Kind::schedule)
                buffer = w.span < e.lifetime_.ttl ? w.span : e.lifetime_.ttl / 2;
        for (std::size_t i = 0; i < home.schedule.size(); ++i) {
            const Instance::Scheduled s = home.schedule[i];
            if (home.clock() - s.asked_at > e.lifetime_.ttl || s.fresh_until - home.clock() > buffer)
                continue;
            if (home.flights.contains(s.key)) continue;
            refresh(home, e, Refresh(s.key, Origin::schedule));
        }
    }
}

void Engine::warm(Instance& home, std::uint32_t key, Lifetime lifetime)
{
    warm_up(home, *this, key, lifetime);
}

Root Engine::warm_up(Instance& home, Engine& e, std::uint32_t key, Lifetime lifetime)
{
    const CallId id = home.services.recorder.begin_refresh(key, home.id, Origin::warming, CallId());
    Caller c(home, key, id, Origin::warming);
    c.emit(What::refresh_began);
    e.listener_.refresh_began(c);
    const Instant began = c.now();
    c.home.services.recorder.emit(What::load_began, c.command.call, 0, 0, 0);
    if (co_await e.guarded_query(c) == Status::ok) {
        const Lifetime usual = std::exchange(e.lifetime_, lifetime);
        e.take_value(c, began, true);
        e.lifetime_ = usual;
        c.emit(What::load_ended, c.entry.version);
        c.entry.generation = e.next_generation();
        co_await who_rule(Who::everyone).fill(c, e.o_);
    } else {
        c.emit(What::load_failed);
    }
    c.emit(What::refresh_ended);
    e.listener_.refresh_ended(c);
}

bool Engine::held_off(Instance& home, std::uint32_t key, std::uint32_t generation) const
{
    if (home.hold_offs.empty()) return false;
    const auto found = home.hold_offs.find(key);
    return found != home.hold_offs.end() && found->second.generation == generation &&
           home.services.scheduler.now() < found->second.until;
}

/// After a refusal until the lock may be free; after a failure for a second, doubled each time.
void Engine::hold_off(Caller& c, bool failed, Duration lock_left)
{
    Instance::HoldOff& h = c.home.hold_offs[c.key()];
    if (h.generation != c.asked_generation && !c.entry.backed_off) h = Instance::HoldOff();
    h.generation = c.asked_generation;
    if (failed) {
        h.backoff = h.backoff == Duration::zero() ? first_backoff : std::min(2 * h.backoff, longest_backoff);
        h.until = c.now() + h.backoff;
    } else {
        h.until = std::max(h.until, c.now() + lock_left);
    }
    c.emit(What::refresh_held_off);
}

}  // namespace stampede
