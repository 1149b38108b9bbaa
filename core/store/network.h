#pragma once

#include "core/runtime/random.h"
#include "core/runtime/time.h"

#include <chrono>

namespace stampede {

struct NetworkModel {
    Duration round_trip = std::chrono::microseconds(600);
    double jitter = 0;        ///< ± fraction of each half
    Duration service_time{};  ///< of one command; Redis is one thread

    /// What is sent is there.
    static NetworkModel none() { return {Duration::zero(), 0, Duration::zero()}; }
};

/// The way between the instances and their store, and how long the store is busy with a command. A simulated
/// store goes by it alone; the one on a real server holds commands and answers until as much time has passed.
class Network {
public:
    Network(const NetworkModel& model, std::uint64_t seed)
        : model_(model), half_(model.round_trip / 2), jitter_(seed, Stream::network)
    {
        settle();
    }

    /// How long the next message, a command or an answer, is on its way.
    Duration half_trip() { return even_ ? half_ : uneven_half_trip(); }
    /// When the store is done with a command that arrives at `now`. REQUIRES: commands take time.
    Instant served(Instant now);
    bool commands_take_time() const { return model_.service_time != Duration::zero(); }
    /// Whether messages and commands take any time.
    bool takes_time() const { return half_ != Duration::zero() || commands_take_time(); }

    /// Messages and commands take `times` as long from now on.
    void set_times(double times)
    {
        times_ = times;
        settle();
    }
    /// Goes by other numbers from now on.
    void apply(const NetworkModel& model);

private:
    Duration uneven_half_trip();
    void settle() { even_ = model_.jitter == 0 && times_ == 1; }

    NetworkModel model_;
    Duration half_;
    Random jitter_;
    Instant busy_until_{};
    double times_ = 1;
    bool even_ = true;  ///< each half trip takes half_
};

}  // namespace stampede
