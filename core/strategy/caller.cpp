#include "core/strategy/caller.h"

namespace stampede {

void Caller::lead()
{
    leading = true;
    home.flights[key()] = this;
    emit(What::led);
}

Await Caller::join(Caller& other, Instant until)
{
    command.store = nullptr;
    command.entry = &entry;
    if (other.has_value) {
        entry = other.entry;
        return at_once(Status::ok);
    }
    command.status = Status::pending;
    other.joined.append(command.place);
    if (until < never) {
        command.stage = static_cast<std::uint8_t>(Status::timeout);
        scheduler().schedule(command, until, scheduler());
    }
    return Await(command);
}

void Caller::publish(Status status)
{
    while (joined.linked()) {
        auto& waiting = static_cast<Command&>(Operation::of(*joined.next));
        if (status == Status::ok) *waiting.entry = entry;
        scheduler().finish_at(waiting, status, now());
    }
}

void Caller::land(Status status)
{
    if (leading) {
        leading = false;
        const auto flight = home.flights.find(key());
        if (flight != home.flights.end() && flight->second == this) home.flights.erase(flight);
    }
    publish(status);
}

}  // namespace stampede
