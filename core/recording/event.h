#pragma once

#include "core/runtime/time.h"

#include <cstdint>

namespace stampede {

/// Who is doing something: a request of a client (1, 2, 3 … in order of arrival), or a refresh that has no
/// client (numbered on its own, so that requests keep their numbers when β changes), or nobody (0).
class CallId {
public:
    constexpr CallId() = default;
    static constexpr CallId request(std::uint32_t number) { return CallId(number); }
    static constexpr CallId refresh(std::uint32_t number) { return CallId(number | refresh_bit); }
    static constexpr CallId from_raw(std::uint32_t raw) { return CallId(raw); }

    constexpr bool is_request() const { return raw_ != 0 && !is_refresh(); }
    constexpr bool is_refresh() const { return (raw_ & refresh_bit) != 0; }
    constexpr bool is_nobody() const { return raw_ == 0; }
    /// 1 for the first of its kind. REQUIRES: somebody.
    constexpr std::uint32_t number() const { return raw_ & ~refresh_bit; }
    constexpr std::uint32_t raw() const { return raw_; }
    friend constexpr bool operator==(CallId, CallId) = default;

private:
    static constexpr std::uint32_t refresh_bit = 0x80000000;
    explicit constexpr CallId(std::uint32_t raw) : raw_(raw) {}
    std::uint32_t raw_ = 0;
};

/// Everything that can be recorded: a closed set. In brackets the numbers of the event's Detail, if it has
/// one; `aux` is the event's own small number where it says so. Instants are nanoseconds.
enum class EventKind : std::uint8_t {
    // a call, as its instance sees it
    arrived,        ///< the request reached its instance and asks the cache
    refresh_began,  ///< a call without a client began
    refresh_ended,
    rejected,      ///< the instance's queue was full: ends the request (counts as rejected and failed)
    queued,        ///< waits for a worker of its instance
    worker_taken,  ///< got a worker and asks the cache
    /// found a usable entry that is not due; [time to expiry, roll u as bits of a double, generation] if it
    /// rolled
    hit,
    /// found a fresh entry that is due for a load by chance or schedule [the same; u < 0: no roll]
    due_early,
    /// found an entry past its ttl that is still kept [age past fresh_until, −, generation]
    found_stale,
    missed,           ///< found nothing usable
    store_failed,     ///< the store did not answer
    won,              ///< may load (aux 1: holds a lock or lease of the cluster)
    refused,          ///< may not: somebody else does (aux 1: holds a lock or lease of the cluster)
    second_look_hit,  ///< the value had come meanwhile
    led,              ///< leads a load that others on this instance may join
    joined,           ///< waits for the leader on its instance
    waits,            ///< waits for somebody elsewhere
    poll_missed,      ///< looked again in vain
    notified,         ///< told that the lock is free
    deadline_passed,  ///< waited as long as it may
    re_elected,       ///< tries to take over from a leader that died or failed
    soft_timeout,     ///< stopped waiting for the load and serves the old value
    load_began,       ///< [generation being replaced or 0, its fresh_until, −]
    load_ended,       ///< aux: row version
    load_failed,
    load_found_nothing,  ///< the database has no such row
    fail_safe_used,      ///< a load failed and the old value is used instead
    batch_sent,          ///< the collapsing window closed; aux: keys in the batch
    breaker_opened,
    breaker_refused,
    breaker_probed,  ///< half open: one query may try
    breaker_closed,
    refresh_held_off,  ///< a refresh that would have begun is held off after a refusal or failure
    // the store, at the instant a command is applied (live: when its answer arrives)
    stored,         ///< [generation << 32 | row version, fresh_until, kept_until]
    fill_refused,   ///< a later token has written, or deleted, meanwhile [own token, that one, −]
    lock_taken,     ///< [token, valid until, −]
    lock_released,  ///< [token, −, −]
    release_lost,   ///< the lock had another owner or none [own token, owner's token or 0, −]
    lock_deleted,   ///< deleted without comparing tokens (a mistake) [−, owner's token or 0, −]
    erased,         ///< the entry was deleted (call nobody: a fault) [key, what went with it, −]
    // the database
    query_queued,  ///< no connection free
    query_started,
    query_ended,  ///< aux: row version
    query_failed,
    query_timed_out,  ///< the caller stopped waiting; the query runs on
    // the end of a request; aux: row version served, modulo 2^24
    answered_fresh,
    answered_stale,
    answered_loaded,
    answered_shared,
    failed,
    // the world: call nobody, aux: instance
    instance_killed,
    instance_paused,
    instance_resumed,
    instance_removed,  ///< by the balancer
    instance_returned,
    health_check_failed,
    fault_began,  ///< aux: index in scenario.faults
    fault_ended,
    warmed,  ///< a warming began; aux: index in scenario.warming
    alert,   ///< the adaptation's condition was met [hit rate in parts per million, −, −]
    count_,
};

/// One thing that happened. 16 bytes; key and instance are those of its call (Recording::call).
struct Event {
    Instant at;
    CallId call;
    std::uint32_t packed;

    Event(Instant t, CallId c, EventKind w, std::uint32_t aux = 0)
        : at(t), call(c), packed(static_cast<std::uint32_t>(w) | aux << 8)
    {
    }
    Event() = default;
    EventKind what() const { return static_cast<EventKind>(packed & 0xff); }
    std::uint32_t aux() const { return packed >> 8; }
    friend bool operator==(const Event&, const Event&) = default;
};
static_assert(sizeof(Event) == 16);

/// Numbers that belong to one event, named by its index. Sorted by event.
struct Detail {
    std::uint64_t event = 0;
    std::int64_t a = 0, b = 0, c = 0;
    friend bool operator==(const Detail&, const Detail&) = default;
};

/// Why a call exists.
enum class Origin : std::uint8_t { client, stale_hit, schedule, warming, health_check };

/// What never changes about a call.
struct CallFacts {
    std::uint32_t key = 0;
    std::uint16_t instance = 0;
    Origin origin = Origin::client;
    CallId parent;  ///< of a refresh: the call whose look started it, or nobody
    friend bool operator==(const CallFacts&, const CallFacts&) = default;
};

inline bool ends_request(EventKind w)
{
    return (w >= EventKind::answered_fresh && w <= EventKind::failed) || w == EventKind::rejected;
}

/// The word used for an event in texts, files and exports, such as "lock_taken".
const char* name(EventKind what);

}  // namespace stampede
