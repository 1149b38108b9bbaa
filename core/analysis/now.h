#pragma once

#include "core/analysis/standing.h"
#include "core/analysis/timeline.h"
#include "core/recording/recording.h"
#include "core/scenario/scenario.h"

#include <optional>
#include <vector>

namespace stampede {

// How things stand at one instant, beyond what a Timeline or Standing gives by itself; and what can be said
// of one call. See quantity.h.

/// Loads under way, those whose query waits for a connection included.
struct LoadsNow {
    std::uint32_t by_requests = 0, by_refreshes = 0;
    CallId one;         ///< the latest of them
    Instant changed{};  ///< when one last began or ended; before the run if none ever did
    std::uint32_t all() const { return by_requests + by_refreshes; }
};
/// Loads that ran at some time in [from, until], in the order in which they began; none if there are more
/// than `most`.
std::vector<const Load*> loads_seen(const Timeline& timeline, Instant from, Instant until, std::size_t most);
LoadsNow loads_now(const Timeline& timeline, Instant t);
/// Of one key alone. REQUIRES: the recording is that of the timeline.
std::uint32_t loads_now(const Timeline& timeline, const Recording& recording, std::uint32_t key, Instant t);

/// How many keys have a fresh entry, a kept old one, none; and how many are locked or being loaded.
struct KeysNow {
    std::uint32_t all = 0, fresh = 0, stale = 0, absent = 0, locked = 0, in_flight = 0;
};
/// REQUIRES: more than one key.
KeysNow keys_now(const Timeline& timeline, const Standing& standing, Instant t);

/// Requests that have arrived and not ended, by instance, and those of them without a worker.
struct InstanceNow {
    std::uint32_t inside = 0, queued = 0;
    std::uint32_t busy() const { return inside - queued; }
};
InstanceNow instance_now(const Standing& standing, std::uint16_t instance, Instant t);

/// The chance that a request with this entry before it decides at `t` to refresh, by the roll of the
/// strategy; of several rolls the greater. None where nothing rolls or the entry is not fresh.
std::optional<double> refresh_chance(const Scenario& scenario, const EntryBand& entry, Instant t);
/// δ of the entries of a key that were stored in the run, on average; the usual query time where none was.
Duration mean_delta(const Timeline& timeline, const Scenario& scenario, std::uint32_t key);

/// When the refresher of a scheduled strategy renews the key next: its first look at which no more than
/// `buffer` is left. None if nobody has asked for the key by `t`, or it has no fresh entry.
struct NextRefresh {
    Instant at{};
    Duration buffer{}, period{};
};
std::optional<NextRefresh> next_refresh(const Scenario& scenario, const Timeline& timeline,
                                        const Standing& standing, std::uint32_t key, Instant t);

/// Which fill of its key an entry was, whatever version of the row it holds: 1 for the first of the run, 0
/// for what was there when the run began. REQUIRES: `band` is one of the timeline's.
std::uint32_t fill_of(const Timeline& timeline, std::uint32_t key, const EntryBand& band);

/// Since when a key has had no entry, or one past its ttl; none where it has a fresh one, or never had any.
std::optional<Instant> entry_gone_at(const Timeline& timeline, std::uint32_t key, Instant t);
/// A holding that is over while its holder, who does not know, goes on; of several the newest, or nullptr.
const LockBand* lost_lock_at(const Timeline& timeline, std::uint32_t key, Instant t);
/// When the instance of a call was killed, if that was in [from, until].
std::optional<Instant> killed_at(const Timeline& timeline, const Recording& recording, CallId call,
                                 Instant from, Instant until);

/// How long a call took, until the end of the run if it never ended; 0 if it never began.
Duration length_of(const Lanes& lanes, std::uint32_t lane);
/// How much of that it waited: for the load of another, for a worker, for a connection.
Duration waited_of(const Lanes& lanes, std::uint32_t lane);
/// How long past its ttl the value was that the request got; none if it was served no old one.
std::optional<Duration> age_of_answer(const Recording& recording, const Timeline& timeline, CallId call);

/// The greatest value of queries in flight (or waiting for a connection) between two instants.
std::uint32_t most_in_flight(const Timeline& timeline, Instant from, Instant until);
std::uint32_t most_queued(const Timeline& timeline, Instant from, Instant until);
std::uint32_t most_waiting(const Timeline& timeline, std::uint32_t key, Instant from, Instant until);

}  // namespace stampede
