#pragma once

#include "core/strategy/instance.h"
#include "core/strategy/offer.h"

namespace stampede {

/// One request, or one refresh without a client, on its way through the engine. Lives in the frame of its
/// root, and in its instance's list of calls, and holds the one operation it can be waiting for. When it
/// dies, the flight it leads is abandoned.
struct Call : Hook {
    Instance& home;
    Command command;
    Entry entry;                         ///< the newest entry seen, or the one about to be stored
    Flight flight{entry};                ///< what others on this instance may join, while we lead
    Instant deadline = never;            ///< until when we wait
    Offer offer;                         ///< what the first look offered beside the entry, until it is used
    std::uint32_t token = 0;             ///< of the lock or lease we hold, 0: none
    std::uint32_t asked_generation = 0;  ///< generation we found unsatisfactory, 0: none
    std::uint32_t waited_for = 0;        ///< number of the flight that we waited for in vain, 0: none
    Origin origin = Origin::client;
    std::uint8_t survived = 0;  ///< errors of leaders that we survived
    std::uint8_t epoch = 0;     ///< the listener's own note, see RefreshListener

    Call(Instance& i, std::uint32_t key, CallId id, Origin o = Origin::client)
        : home(i), command(i.services.scheduler), origin(o)
    {
        command.key = key;
        command.call = id;
        command.pause = &i.pause;
        i.calls.append(*this);
    }

    CallId id() const { return command.call; }
    std::uint32_t key() const { return command.key; }
    Scheduler& scheduler() const { return home.services.scheduler; }
    Instant now() const { return scheduler().now(); }
    void emit(EventKind what, std::uint32_t aux = 0) const
    {
        home.services.recorder.emit(what, command.call, aux);
    }

    bool usable() const { return entry.present && entry.kept_until > home.clock(); }
    bool fresh() const { return entry.present && entry.fresh_until > home.clock(); }
    /// A fresh value that is not the one we found unsatisfactory.
    bool has_newer_value() const { return fresh() && entry.generation != asked_generation; }
    bool holds_lock() const { return token != 0; }

    /// Sends a command about our key, with our entry as its place for values.
    Await send(CommandKind kind, Duration ttl = {})
    {
        command.kind = kind;
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
    void lead()
    {
        home.flights.lead(key(), flight);
        emit(EventKind::led);
    }
    /// Waits for a load on this instance; ok: our entry is a copy of its.
    Await join(Flight& other, Instant until) { return other.join(command, entry, until); }
};

}  // namespace stampede
