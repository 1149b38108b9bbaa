#include "core/strategy/flights.h"

#include <utility>

namespace stampede {

Await Flight::join(Command& command, Entry& to, Instant until)
{
    command.store = nullptr;
    command.entry = &to;
    if (has_value_) {
        to = entry_;
        command.status = Status::ok;
        return Await(command);
    }
    command.status = Status::pending;
    waiting_.append(command);
    if (until < never) {
        command.stage = static_cast<std::uint8_t>(Status::timeout);
        command.scheduler.schedule(command, until, command.scheduler);
    }
    return Await(command);
}

void Flight::hand_over()
{
    has_value_ = true;
    wake(Status::ok);
}

void Flight::land(Status status)
{
    if (flights_) std::exchange(flights_, nullptr)->forget(*this);
    wake(status);
}

void Flight::wake(Status status)
{
    while (waiting_.linked()) {
        auto& waiter = static_cast<Command&>(Operation::of(*waiting_.next));
        if (status == Status::ok) *waiter.entry = entry_;
        waiter.scheduler.finish_at(waiter, status, waiter.scheduler.now());
    }
}

void Flights::lead(std::uint32_t key, Flight& flight)
{
    flight.flights_ = this;
    flight.key_ = key;
    begin_again(flight);
    by_key_[key] = &flight;
}

/// Another may have taken its place meanwhile.
void Flights::forget(Flight& flight)
{
    const auto found = by_key_.find(flight.key_);
    if (found != by_key_.end() && found->second == &flight) by_key_.erase(found);
}

}  // namespace stampede
