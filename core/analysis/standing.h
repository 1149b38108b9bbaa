#pragma once

#include "core/analysis/timeline.h"

#include <array>

namespace stampede {

/// One load of an instance that others on it may join: a line of its in-flight map.
struct Flight {
    CallId leader;
    std::uint16_t instance = 0;
    Instant from{};
    Instant until{};  ///< `never` if it was still open at the end
    friend bool operator==(const Flight&, const Flight&) = default;
};

/// A call that waits for a flight.
struct Join {
    CallId call;
    Instant at{};
};

enum class BreakerState : std::uint8_t { closed, open, half_open };
struct BreakerChange {
    Instant at{};
    BreakerState state = BreakerState::closed;
};

/// Intervals of many things, of which only the number matters.
struct Intervals {
    std::vector<Instant> from, until;  ///< each sorted
    std::uint32_t open_at(Instant t) const;
};

/// How instances and keys stood at any instant, beyond what pictures are drawn from. Stands on its own, as a
/// Timeline does.
struct Standing {
    // by key
    ByKey<std::uint32_t> flights_of;  ///< of a key, by start: indices into `flights`
    ByKey<Instant> asked;             ///< the arrivals of its requests; only when asked for
    // by index of the flight
    std::vector<Flight> flights;  ///< by start
    ByKey<Join> joins;            ///< by time
    ByKey<Instant> left;          ///< when one that had joined waited no longer, by time
    // by instance
    ByKey<Step> inside;  ///< requests that have arrived and not ended
    ByKey<Step> queued;  ///< of them: wait for a worker
    ByKey<BreakerChange> breakers;
    // of all keys together; empty when there is only one
    Intervals fresh, stale, locked;
    Intervals in_flight;

    /// The flights of a key that are open at `t`, by instance; at most `most`.
    struct FlightView {
        const Flight* flight = nullptr;
        std::uint32_t joined = 0;     ///< how many wait for it
        std::array<CallId, 3> first;  ///< the first of those who came; nobody where there are fewer
        Instant changed{};            ///< when somebody last came or left
    };
    std::vector<FlightView> flights_at(std::uint32_t key, Instant t, std::size_t most) const;
    /// Whose load a call on this instance would join at `t`; nobody if there is none.
    CallId leader_at(std::uint32_t key, std::uint16_t instance, Instant t) const;
    struct InstanceView {
        std::uint32_t inside = 0, queued = 0;
    };
    InstanceView instance_at(std::uint16_t instance, Instant t) const;
    /// The last change of an instance's breaker, or nullptr: it is closed.
    const BreakerChange* breaker_at(std::uint16_t instance, Instant t) const;
};

/// Some 5 ns an event. `keep_arrivals`: fill in `asked`.
Standing build_standing(const Recording& recording, const Timeline& timeline, bool keep_arrivals);

}  // namespace stampede
