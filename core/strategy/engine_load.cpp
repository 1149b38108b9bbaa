#include "core/strategy/engine.h"

namespace stampede {

/// The caller may load: look once more, query, hand the value to those who joined, store it, give the lock
/// back.
Task<Answer> Engine::load(Caller& c)
{
    const WhoRule& who = c.origin == Origin::client ? who_ : refresh_who_;
    if (!o_.makes(Mistake::no_second_look)) {
        if (who.second_look_pays()) {
            const Entry seen = c.entry;
            const Status looked = co_await c.send(Verb::look);
            if (looked != Status::ok || !c.entry.present) c.entry = seen;
        }
        // a lease that was asked for has brought a look of its own
        if (c.fresh() && c.entry.generation != c.asked_generation) {
            c.emit(What::second_look_hit);
            if (c.holds_lock) co_await who.release(c, o_);
            co_return answer(c, Served::shared);
        }
    }
    const Instant began = c.now();
    c.home.services.recorder.emit(What::load_began, c.command.call, 0, c.asked_generation,
                                  c.entry.fresh_until.time_since_epoch().count());
    const Status got = co_await guarded_query(c);
    Served how = Served::loaded;
    bool worth_storing = true;
    if (got == Status::ok || got == Status::absent) {
        take_value(c, began, got == Status::ok);
        worth_storing = got == Status::ok || o_.negative_ttl;
        c.emit(got == Status::ok ? What::load_ended : What::load_found_nothing, c.entry.version);
    } else {
        c.emit(What::load_failed);
        if (!c.command.call.is_request()) hold_off(c, true, Duration::zero());
        worth_storing = use_old_value(c);
        how = worth_storing ? Served::stale : Served::failed;
    }
    // joiners are answered before the value is stored, and newcomers find it here: no window for a second
    // load. Under fencing they wait for the verdict, so that none of them gets an older version than somebody
    // here already had
    const bool fenced = o_.fencing;
    if (how != Served::failed && !fenced) hand_over(c);
    if (worth_storing) {
        c.entry.generation = next_generation();
        const Entry own = c.entry;
        if (co_await who.fill(c, o_) == Status::refused) {
            co_await c.send(Verb::look);
            if (c.fresh())
                how = Served::shared;
            else
                c.entry = own;
        }
    }
    if (how != Served::failed && fenced) hand_over(c);
    if (c.holds_lock && !(how == Served::failed && o_.makes(Mistake::no_finally)))
        co_await who.release(c, o_);
    co_return answer(c, how);
}

void Engine::hand_over(Caller& c)
{
    c.has_value = true;
    c.publish(Status::ok);
}

void Engine::take_value(Caller& c, Instant began, bool found)
{
    Entry& e = c.entry;
    const Duration ttl = found ? draw_ttl(lifetime_) : o_.negative_ttl.value_or(Duration::zero());
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
bool Engine::use_old_value(Caller& c)
{
    if (!o_.fail_safe || !c.usable()) return false;
    c.emit(What::fail_safe_used);
    c.entry.backed_off = true;
    const auto held = c.home.hold_offs.find(c.key());
    const Duration pause = held == c.home.hold_offs.end() ? Duration(1s) : held->second.backoff;
    c.entry.fresh_until = std::min(c.home.clock() + pause, c.entry.kept_until);
    return true;
}

}  // namespace stampede
