#pragma once

#include "core/recording/recording.h"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace stampede {

// What led to what in a recording, from event to event. Where something outside a call decided, the chain
// leaves the call: a refusal leads to whoever took the lock, an answer that was shared to the load it came
// from, a refresh to the look that started it. Everywhere else a call's own step before (after) is the cause
// (effect). Each costs at most a few passes.

/// How two events hang together.
enum class Bond : std::uint8_t {
    own_step,   ///< the same call, one step on
    started,    ///< a look started a refresh
    held,       ///< a lock, or a load on the same instance, kept others out
    shared,     ///< what one loaded another was given
    found,      ///< what one stored another found
    freed,      ///< a lock, a connection or a worker became free
    overwrote,  ///< a later token had written
    broke,      ///< a fault did it
};

struct Link {
    std::size_t event = 0;
    Bond bond = Bond::own_step;
    friend bool operator==(const Link&, const Link&) = default;
};

/// The nearest cause of an event; none for what comes from outside: an arrival, a fault. REQUIRES: there is
/// such an event.
std::optional<Link> cause_of(const Recording& recording, std::size_t event);

/// The first effect of an event that is worth following: on another call where it has one, else the next step
/// of its own. None for the end of a call that nobody else felt. An event can have many effects: going back
/// from one is cause_of.
std::optional<Link> effect_of(const Recording& recording, std::size_t event);

/// The delete that came between: for a stored value, since its load began; for a refused fill, or a lock or
/// lease that was lost, since that was taken. None for other events. REQUIRES: there is such an event.
std::optional<std::size_t> deleted_meanwhile(const Recording& recording, std::size_t event);

/// The event before or after this one of the same call.
std::optional<std::size_t> previous_of_call(const Recording& recording, std::size_t event);
std::optional<std::size_t> next_of_call(const Recording& recording, std::size_t event);
/// The last event of a call at or before `t`, else its first one; none if it has none.
std::optional<std::size_t> event_of_call(const Recording& recording, CallId call, Instant t);

}  // namespace stampede
