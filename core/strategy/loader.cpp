#include "core/strategy/loader.h"

#include "core/strategy/call.h"

namespace stampede {

namespace {

/// Both database queries of this file are asked for in this way.
void ask_for(Query& query, const Call& c)
{
    query.key = c.key();
    query.call = c.command.call;
    query.pause = &c.home.pause;
}

Duration limit_of(const StrategyOptions& o)
{
    return o.hard_timeout.value_or(Duration::zero());
}

}  // namespace

Task<Status> GuardedLoader::load(Call& c, const StrategyOptions& o)
{
    Recorder& recorder = c.home.services.recorder;
    const Instant began = c.now();
    if (o.breaker && !breaker_.lets_through(*o.breaker, recorder, c.command.call, began))
        co_return Status::failed;
    Status got = Status::failed;
    if (o.collapse_window > Duration::zero()) {
        got = co_await collapse(c, o);
    } else {
        Query query(c.scheduler());
        ask_for(query, c);
        got = co_await c.home.services.database.run(query, limit_of(o));
        if (got == Status::ok) c.entry.version = query.version;
    }
    const bool well = got == Status::ok || got == Status::absent;
    if (o.breaker) breaker_.learn(*o.breaker, recorder, c.command.call, began, c.now(), well);
    co_return got;
}

/// The first of a window opens a batch; the others of this instance, whatever their key, ride along.
Task<Status> GuardedLoader::collapse(Call& c, const StrategyOptions& o)
{
    Database& database = c.home.services.database;
    if (batch_) {
        ++batch_->keys;
        const Status sent = co_await batch_->flight.join(c.command, c.entry, never);
        if (sent != Status::ok) co_return sent;
        // the flight handed over the instant at which its query began
        const Instant started = c.entry.stored_at;
        std::uint32_t version = c.entry.version;
        const Status row = database.read(c.key(), started, version);
        c.entry.version = version;
        co_return row;
    }
    Batch batch(*this);
    Operation window(c.scheduler());
    window.pause = &c.home.pause;
    co_await c.scheduler().sleep(window, o.collapse_window);
    batch.close();
    c.home.services.recorder.emit(EventKind::batch_sent, c.command.call, batch.keys);
    Query query(c.scheduler());
    ask_for(query, c);
    const Status got = co_await database.run(query, limit_of(o));
    if (got == Status::ok) c.entry.version = query.version;
    batch.entry.stored_at = query.started;
    batch.flight.land(got == Status::absent ? Status::ok : got);
    co_return got;
}

}  // namespace stampede
