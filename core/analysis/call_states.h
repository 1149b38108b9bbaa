#pragma once

#include "core/analysis/timeline.h"

#include <array>

namespace stampede {

/// Beside the states a picture knows: what an event leaves as it is, and a call that will not come back.
inline constexpr auto unchanged = static_cast<CallState>(0xff);
inline constexpr auto over = static_cast<CallState>(0xfe);

constexpr CallState state_after(EventKind what)
{
    switch (what) {
    case EventKind::arrived:
    case EventKind::refresh_began:
    case EventKind::worker_taken:
    case EventKind::notified:
    case EventKind::deadline_passed:
    case EventKind::re_elected:
    case EventKind::soft_timeout: return CallState::lookup;
    case EventKind::queued: return CallState::worker_queue;
    case EventKind::joined:
    case EventKind::waits:
    case EventKind::poll_missed: return CallState::waiting;
    case EventKind::load_began:
    case EventKind::query_started: return CallState::loading;
    case EventKind::query_queued: return CallState::connection_queue;
    case EventKind::load_ended:
    case EventKind::load_failed:
    case EventKind::load_found_nothing: return CallState::storing;
    case EventKind::rejected:
    case EventKind::answered_fresh:
    case EventKind::answered_stale:
    case EventKind::answered_loaded:
    case EventKind::answered_shared:
    case EventKind::failed:
    case EventKind::refresh_ended: return over;
    default: return unchanged;
    }
}

inline constexpr auto next_state = [] {
    std::array<CallState, 256> table{};
    for (std::size_t w = 0; w < table.size(); ++w)
        table[w] = w < static_cast<std::size_t>(EventKind::count_) ? state_after(static_cast<EventKind>(w))
                                                                   : unchanged;
    return table;
}();

inline Outcome outcome_of(EventKind what)
{
    switch (what) {
    case EventKind::answered_fresh: return Outcome::fresh;
    case EventKind::answered_stale: return Outcome::stale;
    case EventKind::answered_loaded: return Outcome::loaded;
    case EventKind::answered_shared: return Outcome::shared;
    case EventKind::failed:
    case EventKind::rejected: return Outcome::failed;
    default: return Outcome::none;
    }
}

/// Whether `what` moves a call from `now` to another state. A call that is over stays over, whatever of it is
/// still on the wire; a query's start is news only to the call that waits for it.
inline bool moves(CallState now, CallState next, EventKind what)
{
    if (next == unchanged || next == now || now == over) return false;
    return what != EventKind::query_started || now == CallState::connection_queue;
}

}  // namespace stampede
