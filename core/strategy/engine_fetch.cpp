#include "core/strategy/engine.h"

namespace stampede {

/// The entry is due: from now on the call waits until its deadline for a generation that is another.
Task<Answer> Engine::fetch(Call& c)
{
    c.deadline = rules_.wait_until(c.now(), o_.wait_timeout);
    c.asked_generation = c.entry.present ? c.entry.generation : 0;
    return ask(c);
}

/// Asks who may load, and goes on as that asks for.
Task<Answer> Engine::ask(Call& c)
{
    const WhoRule& who = who_for(c);
    const Status asked = co_await who.ask(c, terms_);
    const Offer offer = who.answered(c, asked);
    if (offer.verdict == Verdict::mine) {
        c.token = offer.token;
        c.emit(EventKind::won, c.holds_lock() ? 1 : 0);
        if (c.holds_lock()) co_await rules_.took_lock(c, o_.lock_timeout);
    }
    co_return co_await continue_as(act_on(c, offer));
}

/// Load, or do what others do meanwhile.
Task<Answer> Engine::act_on(Call& c, const Offer& offer)
{
    if (offer.verdict == Verdict::mine) return load(c);
    if (offer.verdict == Verdict::unknown) {
        c.emit(EventKind::store_failed);
        return load_after_deadline(c);
    }
    const bool elsewhere = offer.verdict == Verdict::theirs_elsewhere;
    c.emit(EventKind::refused, elsewhere ? 1 : 0);
    switch (next_step(spec_.meanwhile, offer.verdict, c.usable() && spec_.serves_old())) {
    case MeanwhileStep::serve_old:
        if (!c.id().is_request()) {
            c.home.refresher.wait_for_another(c.key(), c.asked_generation, c.entry.backed_off,
                                              c.now() + offer.time_left);
            c.emit(EventKind::refresh_held_off);
        }
        return at_once(old_value(c));
    case MeanwhileStep::fail: return at_once(answer(c, Served::failed));
    case MeanwhileStep::join: c.emit(EventKind::joined); return share(c);
    case MeanwhileStep::wait: c.emit(EventKind::waits); return wait_for_value(c, elsewhere);
    }
    return at_once(answer(c, Served::failed));
}

/// Waits for the load of somebody on this instance.
Task<Answer> Engine::share(Call& c)
{
    Flight& flight = *c.home.flights.of(c.key());
    c.waited_for = flight.number();
    const Status got = co_await c.join(flight, c.deadline);
    if (got == Status::ok || got == Status::absent) co_return answer(c, Served::shared);
    const bool late = got == Status::timeout;
    if (!late) {
        const bool again = o_.on_leader_failure == OnLeaderFailure::re_elect &&
                           (got == Status::abandoned || c.survived++ == 0);
        if (!again) co_return answer(c, Served::failed);
        c.emit(EventKind::re_elected);
    }
    co_return co_await continue_as(waited(c, !late));
}

/// Looks, then pauses, until the value is there, the deadline has passed or the store is gone, or, under
/// re-election, it is time to ask again. Only a lock of the cluster can be watched.
Task<Answer> Engine::wait_for_value(Call& c, bool locked)
{
    bool notified = false, again = false;
    if (c.flight.leads()) c.home.flights.begin_again(c.flight);
    while (!again) {
        const Status looked = co_await c.send(CommandKind::get);
        if (looked == Status::error) break;
        if (c.has_newer_value()) co_return answer(c, Served::shared);
        c.emit(EventKind::poll_missed);
        if (c.now() >= c.deadline) break;
        // a notification that brought no value is not waited for again at once: whoever released may have
        // failed
        const bool watch = locked && o_.wait_by == WaitBy::notify && !notified;
        notified = co_await pause(c, watch) == Status::ok && watch;
        if (notified) c.emit(EventKind::notified);
        if (o_.on_leader_failure == OnLeaderFailure::re_elect) {
            if (c.now() >= c.deadline) break;
            c.emit(EventKind::re_elected);
            again = true;
        }
    }
    co_return co_await continue_as(waited(c, again));
}

Await Engine::pause(Call& c, bool watch)
{
    if (watch) {
        c.command.deadline = c.deadline;
        return c.send(CommandKind::watch_lock);
    }
    const double spread = o_.poll_jitter == 0 ? 1 : 1 + o_.poll_jitter * (2 * poll_jitter_.unit() - 1);
    const Duration poll(static_cast<std::int64_t>(static_cast<double>(o_.poll.count()) * spread));
    return c.sleep(std::min<Duration>(poll, c.deadline - c.now()));
}

/// Waiting came to nothing. Not written as `?:` within co_await: g++ 12 destroys the task that was not
/// chosen, too.
Task<Answer> Engine::waited(Call& c, bool ask_again)
{
    if (c.flight.leads()) c.home.flights.begin_again(c.flight);
    return ask_again ? ask(c) : load_after_deadline(c);
}

/// The deadline has passed, or the store cannot be reached: at most one load an instance, the rest join it. A
/// load that was waited for until the deadline hangs: it is not joined once more, and the first whose
/// deadline has passed leads another.
Task<Answer> Engine::load_after_deadline(Call& c)
{
    if (c.now() >= c.deadline) {
        c.emit(EventKind::deadline_passed);
        if (o_.on_deadline != OnDeadline::load) return at_once(give_up(c));
    }
    if (!rules_.joins_at_the_deadline()) return load(c);
    const Flight* flight = c.home.flights.of(c.key());
    if (flight && flight != &c.flight && flight->number() != c.waited_for) {
        c.emit(EventKind::joined);
        return share_late(c);
    }
    if (flight != &c.flight) c.lead();
    return load(c);
}

Task<Answer> Engine::share_late(Call& c)
{
    const Status got = co_await c.join(*c.home.flights.of(c.key()), c.now() + o_.wait_timeout);
    if (got == Status::ok || got == Status::absent) co_return answer(c, Served::shared);
    // the load here may be slow and the value have come from elsewhere
    const Status looked = co_await c.send(CommandKind::get);
    co_return answer(c, looked == Status::ok && c.fresh() ? Served::shared : Served::failed);
}

Answer Engine::give_up(Call& c)
{
    if (o_.on_deadline == OnDeadline::stale && c.usable()) return old_value(c);
    return answer(c, Served::failed);
}

}  // namespace stampede
