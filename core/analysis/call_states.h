#pragma once

#include "core/analysis/timeline.h"

#include <array>

namespace stampede {

/// Beside the states a picture knows: what an event leaves as it is, and a call that will not come back.
inline constexpr auto unchanged = static_cast<CallState>(0xff);
inline constexpr auto over = static_cast<CallState>(0xfe);

constexpr CallState state_after(What what)
{
    switch (what) {
    case What::arrived:
    case What::refresh_began:
    case What::worker_taken:
    case What::notified:
    case What::deadline_passed:
    case What::re_elected:
    case What::soft_timeout: return CallState::lookup;
    case What::queued: return CallState::worker_queue;
    case What::joined:
    case What::waits:
    case What::poll_missed: return CallState::waiting;
    case What::load_began:
    case What::query_started: return CallState::loading;
    case What::query_queued: return CallState::connection_queue;
    case What::load_ended:
    case What::load_failed:
    case What::load_found_nothing: return CallState::storing;
    case What::rejected:
    case What::answered_fresh:
    case What::answered_stale:
    case What::answered_loaded:
    case What::answered_shared:
    case What::failed:
    case What::refresh_ended: return over;
    default: return unchanged;
    }
}

inline constexpr auto next_state = [] {
    std::array<CallState, 256> table{};
    for (std::size_t w = 0; w < table.size(); ++w)
        table[w] = w < static_cast<std::size_t>(What::count_) ? state_after(static_cast<What>(w)) : unchanged;
    return table;
}();

inline Outcome outcome_of(What what)
{
    switch (what) {
    case What::answered_fresh: return Outcome::fresh;
    case What::answered_stale: return Outcome::stale;
    case What::answered_loaded: return Outcome::loaded;
    case What::answered_shared: return Outcome::shared;
    case What::failed:
    case What::rejected: return Outcome::failed;
    default: return Outcome::none;
    }
}

/// Whether `what` moves a call from `now` to another state. A call that is over stays over, whatever of it is
/// still on the wire; a query's start is news only to the call that waits for it.
inline bool moves(CallState now, CallState next, What what)
{
    if (next == unchanged || next == now || now == over) return false;
    return what != What::query_started || now == CallState::connection_queue;
}

}  // namespace stampede
