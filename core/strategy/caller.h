#pragma once

#include "core/strategy/instance.h"

namespace stampede {

/// One request, or one refresh without a client, on its way through the engine. Lives in the frame of its
/// root and holds the one operation it can be waiting for. When it dies, the flight it leads is abandoned.
struct Caller {
    Instance& home;
    Command command;
    Entry entry;                         ///< the newest entry seen, or the one about to be stored
    Hook joined;                         ///< commands of those on this instance who wait for our load
    Caller* leader = nullptr;            ///< whom we may join
    Instant deadline = never;            ///< until when we wait
    std::uint32_t token = 0;             ///< of the lock or lease we hold
    std::uint32_t asked_generation = 0;  ///< generation we found unsatisfactory, 0: none
    Origin origin = Origin::client;
    bool leading = false;
    bool holds_lock = false;
    bool has_value = false;     ///< our load is over: a newcomer gets the value without waiting
    bool early = false;         ///< due before its expiry
    std::uint8_t survived = 0;  ///< errors of leaders that we survived
    std::uint8_t epoch = 0;     ///< the listener's own note, see RefreshListener

    Caller(Instance& i, std::uint32_t key, CallId id, Origin o = Origin::client)
        : home(i), command(i.services.scheduler), origin(o)
    {
        command.key = key;
        command.call = id;
        command.pause = &i.pause;
    }
    ~Caller() { land(Status::abandoned); }

    std::uint32_t key() const { return command.key; }
    Scheduler& scheduler() const { return home.services.scheduler; }
    Instant now() const { return scheduler().now(); }
    void emit(What what, std::uint32_t aux = 0) const
    {
        home.services.recorder.emit(what, command.call, aux);
    }

    bool usable() const { return entry.present && entry.kept_until > home.clock(); }
    bool fresh() const { return entry.present && entry.fresh_until > home.clock(); }

    /// Sends a command about our key, with our entry as its place for values.
    Await send(Verb verb, Duration ttl = {})
    {
        command.verb = verb;
        command.ttl = ttl;
        command.entry = &entry;
        return home.services.store.send(command);
    }
    Await sleep(Duration d)
    {
        command.store = nullptr;
        return scheduler().sleep(command, d);
    }
    /// An answer that is at hand already.
    Await at_once(Status s)
    {
        command.status = s;
        return Await(command);
    }

    /// From now on others on this instance may join our load.
    void lead();
    /// Waits for the load of `other` on this instance: ok (entry is a copy of its), failed, absent,
    /// abandoned, or timeout.
    Await join(Caller& other, Instant until);
    /// Wakes all who joined; with Status::ok they get a copy of our entry.
    void publish(Status status);
    /// Leads no longer.
    void land(Status status);
};

}  // namespace stampede
