#include "core/strategy/engine.h"

namespace stampede {

/// The loader with its guards: breaker around collapsing window around hard timeout. Sets the entry's
/// version.
Task<Status> Engine::guarded_query(Caller& c)
{
    if (o_.breaker && !breaker_lets_through(c)) {
        c.emit(What::breaker_refused);
        co_return Status::failed;
    }
    Status got = Status::failed;
    if (o_.collapse_window > Duration::zero()) {
        got = co_await ride(c);
    } else {
        Query query(c.scheduler());
        query.key = c.key();
        query.call = c.command.call;
        query.pause = &c.home.pause;
        got = co_await c.home.services.database.run(query, o_.hard_timeout.value_or(Duration::zero()));
        c.entry.version = got == Status::ok ? query.version : c.entry.version;
    }
    if (o_.breaker) breaker_learns(c, got);
    co_return got;
}

/// The first of a window opens a batch; the others of this instance, whatever their key, ride along.
Task<Status> Engine::ride(Caller& c)
{
    Instance& home = c.home;
    Database& database = home.services.database;
    if (home.batch) {
        ++home.batch_keys;
        const std::uint32_t key = c.key();
        const Status got = co_await c.join(*home.batch, never);
        if (got != Status::ok) co_return got;
        // the batch handed over the instant at which its query began
        const Instant started = c.entry.stored_at;
        std::uint32_t version = c.entry.version;
        const Status row = database.read(key, started, version);
        c.entry.version = version;
        co_return row;
    }
    Caller batch(home, c.key(), c.command.call, c.origin);
    home.batch = &batch;
    home.batch_keys = 1;
    co_await batch.sleep(o_.collapse_window);
    home.batch = nullptr;
    batch.emit(What::batch_sent, home.batch_keys);
    Query query(c.scheduler());
    query.key = c.key();
    query.call = c.command.call;
    query.pause = &home.pause;
    const Status got = co_await database.run(query, o_.hard_timeout.value_or(Duration::zero()));
    c.entry.version = got == Status::ok ? query.version : c.entry.version;
    batch.entry.stored_at = query.started;
    batch.land(got == Status::absent ? Status::ok : got);
    co_return got;
}

bool Engine::breaker_lets_through(Caller& c)
{
    Instance& home = c.home;
    if (home.failures < o_.breaker->failures) return true;
    if (home.probing || c.now() < home.open_until) return false;
    home.probing = true;
    c.emit(What::breaker_probed);
    return true;
}

void Engine::breaker_learns(Caller& c, Status got)
{
    Instance& home = c.home;
    const bool was_open = home.failures >= o_.breaker->failures;
    if (got == Status::ok || got == Status::absent) {
        if (was_open && !home.probing) return;  // a query from before it opened; only the probe closes it
        if (home.probing) c.emit(What::breaker_closed);
        home.failures = 0;
        home.probing = false;
        return;
    }
    if (was_open && !home.probing) return;
    home.probing = false;
    if (++home.failures < o_.breaker->failures) return;
    home.open_until = c.now() + o_.breaker->open_for;
    c.emit(What::breaker_opened);
}

}  // namespace stampede
