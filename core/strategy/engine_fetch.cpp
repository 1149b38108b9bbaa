#include "core/strategy/engine.h"

namespace stampede {

/// The entry is due: from now on the call waits until its deadline for a generation that is another.
Task<Answer> Engine::fetch(Caller& c)
{
    c.deadline = o_.makes(Mistake::infinite_wait) ? never : c.now() + o_.wait_timeout;
    c.asked_generation = c.entry.present ? c.entry.generation : 0;
    return ask(c);
}

/// Asks who may load, and goes on as that asks for.
Task<Answer> Engine::ask(Caller& c)
{
    const WhoRule& who = c.origin == Origin::client ? who_ : refresh_who_;
    const Status asked = co_await who.ask(c, o_);
    const Verdict verdict = who.verdict(c, asked);
    if (verdict == Verdict::mine) {
        c.emit(What::won, c.holds_lock ? 1 : 0);
        if (c.holds_lock && o_.makes(Mistake::setnx_then_expire))
            co_await c.send(Verb::expire_lock, o_.lock_timeout);
    }
    co_return co_await continue_as(act_on(c, verdict));
}

/// Load, or do what others do meanwhile.
Task<Answer> Engine::act_on(Caller& c, Verdict verdict)
{
    if (verdict == Verdict::mine) return load(c);
    if (verdict == Verdict::unknown) {
        c.emit(What::store_failed);
        return through_the_gate(c);
    }
    c.emit(What::refused, verdict == Verdict::theirs_elsewhere ? 1 : 0);
    switch (next_step(spec_.meanwhile, verdict, c.usable() && spec_.serves_old())) {
    case Step::serve_old:
        if (!c.command.call.is_request()) hold_off(c, false, c.command.ttl);
        return at_once(old_value(c));
    case Step::fail: return at_once(answer(c, Served::failed));
    case Step::join: c.emit(What::joined); return share(c);
    case Step::wait: c.emit(What::waits); return wait_for_value(c, verdict == Verdict::theirs_elsewhere);
    }
    return at_once(answer(c, Served::failed));
}

/// Waiting came to nothing. Not written as `?:` within co_await: g++ 12 destroys the task that was not
/// chosen, too.
Task<Answer> Engine::waited(Caller& c, bool ask_again)
{
    return ask_again ? ask(c) : through_the_gate(c);
}

Task<Answer> Engine::at_once(Answer answer)
{
    co_return answer;
}

/// Waits for the load of somebody on this instance.
Task<Answer> Engine::share(Caller& c)
{
    const Status got = co_await c.join(*c.leader, c.deadline);
    if (got == Status::ok || got == Status::absent) co_return answer(c, Served::shared);
    const bool late = got == Status::timeout;
    if (!late) {
        const bool again = o_.on_leader_failure == OnLeaderFailure::re_elect &&
                           (got == Status::abandoned || c.survived++ == 0);
        if (!again) co_return answer(c, Served::failed);
        c.emit(What::re_elected);
    }
    co_return co_await continue_as(waited(c, !late));
}

/// Looks, then pauses, until the value is there, the deadline has passed or the store is gone, or, under
/// re-election, it is time to ask again. Only a lock of the cluster can be watched.
Task<Answer> Engine::wait_for_value(Caller& c, bool locked)
{
    bool notified = false, again = false;
    while (!again) {
        const Status looked = co_await c.send(Verb::look);
        if (looked == Status::error) break;
        if (c.fresh() && c.entry.generation != c.asked_generation) co_return answer(c, Served::shared);
        c.emit(What::poll_missed);
        if (c.now() >= c.deadline) break;
        // a notification that brought no value is not waited for again at once: whoever released may have
        // failed
        const bool watch = locked && o_.wait_by == WaitBy::notify && !notified;
        notified = co_await pause(c, watch) == Status::ok && watch;
        if (notified) c.emit(What::notified);
        if (o_.on_leader_failure == OnLeaderFailure::re_elect) {
            if (c.now() >= c.deadline) break;
            c.emit(What::re_elected);
            again = true;
        }
    }
    co_return co_await continue_as(waited(c, again));
}

Await Engine::pause(Caller& c, bool watch)
{
    if (watch) {
        c.command.deadline = c.deadline;
        return c.send(Verb::watch_lock);
    }
    const double spread = o_.poll_jitter == 0 ? 1 : 1 + o_.poll_jitter * (2 * poll_jitter_.unit() - 1);
    const Duration poll(static_cast<std::int64_t>(static_cast<double>(o_.poll.count()) * spread));
    return c.sleep(std::min<Duration>(poll, c.deadline - c.now()));
}

/// The deadline has passed, or the store cannot be reached: at most one load an instance, the rest join it.
Task<Answer> Engine::through_the_gate(Caller& c)
{
    if (c.now() >= c.deadline) {
        c.emit(What::deadline_passed);
        if (o_.on_deadline != OnDeadline::load) return at_once(give_up(c));
    }
    if (o_.makes(Mistake::timeout_herd)) return load(c);
    const auto flight = c.home.flights.find(c.key());
    if (flight != c.home.flights.end() && flight->second != &c) {
        c.leader = flight->second;
        c.emit(What::joined);
        return share_late(c);
    }
    if (!c.leading) c.lead();
    return load(c);
}

Task<Answer> Engine::share_late(Caller& c)
{
    const Status got = co_await c.join(*c.leader, c.now() + o_.wait_timeout);
    if (got == Status::ok || got == Status::absent) co_return answer(c, Served::shared);
    // the load here may be slow and the value have come from elsewhere
    const Status looked = co_await c.send(Verb::look);
    co_return answer(c, looked == Status::ok && c.fresh() ? Served::shared : Served::failed);
}

Answer Engine::give_up(Caller& c)
{
    if (o_.on_deadline == OnDeadline::stale && c.usable()) return old_value(c);
    return answer(c, Served::failed);
}

}  // namespace stampede
