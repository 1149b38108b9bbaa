#include "core/strategy/engine.h"

namespace stampede {

/// The caller may load: look once more, query, hand the value to those who joined, store it, give the lock
/// back.
Task<Answer> Engine::load(Call& c)
{
    const WhoRule& who = who_for(c);
    if (rules_.looks_again()) {
        if (who.second_look_pays()) {
            const Entry seen = c.entry;
            const Status looked = co_await c.send(CommandKind::get);
            if (looked != Status::ok || !c.entry.present) c.entry = seen;
        }
        // a lease that was asked for has brought a look of its own
        if (c.has_newer_value()) {
            c.emit(EventKind::second_look_hit);
            if (c.holds_lock()) co_await who.release(c, terms_);
            co_return answer(c, Served::shared);
        }
    }
    const Instant began = c.now();
    Record(c.home.services.recorder).load_began(c.id(), {c.asked_generation, c.entry.fresh_until});
    const Status got = co_await c.home.loader.load(c, o_);
    Served how = Served::loaded;
    bool worth_storing = true;
    if (got == Status::ok || got == Status::absent) {
        fill_in(c, began, got == Status::ok, lifetime_);
        worth_storing = got == Status::ok || o_.negative_ttl;
        c.emit(got == Status::ok ? EventKind::load_ended : EventKind::load_found_nothing, c.entry.version);
    } else {
        c.emit(EventKind::load_failed);
        if (!c.id().is_request()) {
            c.home.refresher.back_off(c.key(), c.asked_generation, c.entry.backed_off, c.now());
            c.emit(EventKind::refresh_held_off);
        }
        worth_storing = use_old_value(c);
        how = worth_storing ? Served::stale : Served::failed;
    }
    // joiners are answered before the value is stored, and newcomers find it here: no window for a second
    // load. Under fencing they wait for the verdict, so that none of them gets an older version than somebody
    // here already had
    const bool fenced = o_.fencing;
    if (how != Served::failed && !fenced) c.flight.hand_over();
    if (worth_storing) {
        c.entry.generation = next_generation();
        const Entry own = c.entry;
        if (co_await who.fill(c, terms_) == Status::refused) {
            co_await c.send(CommandKind::get);
            if (c.fresh())
                how = Served::shared;
            else
                c.entry = own;
        }
    }
    if (how != Served::failed && fenced) c.flight.hand_over();
    if (c.holds_lock() && (how != Served::failed || rules_.gives_back_after_failure()))
        co_await who.release(c, terms_);
    co_return answer(c, how);
}

/// What the load brought becomes the call's entry.
void Engine::fill_in(Call& c, Instant began, bool found, Lifetime lifetime)
{
    Entry& e = c.entry;
    const Duration ttl = found ? draw_ttl(lifetime) : o_.negative_ttl.value_or(Duration::zero());
    e.stored_at = c.home.clock();
    e.fresh_until = e.stored_at + ttl;
    e.kept_until = e.fresh_until + (found ? o_.keep : Duration::zero());
    e.load_time = c.now() - began;
    e.present = true;
    e.negative = !found;
    e.backed_off = false;
}

/// A load failed. With fail_safe the old value answers, and counts as fresh for a while so that not every hit
/// tries again.
bool Engine::use_old_value(Call& c)
{
    if (!o_.fail_safe || !c.usable()) return false;
    c.emit(EventKind::fail_safe_used);
    c.entry.backed_off = true;
    c.entry.fresh_until = std::min(c.home.clock() + c.home.refresher.pause_of(c.key()), c.entry.kept_until);
    return true;
}

}  // namespace stampede
