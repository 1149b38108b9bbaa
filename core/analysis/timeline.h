#pragma once

#include "core/recording/recording.h"

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace stampede {

/// What a call is doing at an instant.
enum class CallState : std::uint8_t {
    absent,            ///< has not begun, or is over
    lookup,            ///< asks the store: for the entry, for a lock
    waiting,           ///< for the load of another, here or elsewhere
    worker_queue,      ///< for a worker of its instance
    connection_queue,  ///< its own load waits for a connection of the database
    loading,           ///< its own load runs
    storing,           ///< has the value, writes it and lets its lock go
};
inline constexpr std::size_t call_states = 7;

/// How a request ended; a refresh that ended is `none`.
enum class Outcome : std::uint8_t { none, fresh, stale, loaded, shared, failed };
inline constexpr std::size_t outcomes = 6;

/// A value that holds from `at` until the next step of its curve.
struct Step {
    Instant at{};
    std::uint32_t value = 0;
    friend bool operator==(const Step&, const Step&) = default;
};

/// One lane a call: first the requests in order of their numbers, then the refreshes. A lane is a chain of
/// steps, each holding until the next one; its last step is `absent` at the end of the call (at the end of
/// the run if it never ended).
struct Lanes {
    std::vector<std::uint32_t> first;  ///< by lane, and one more: where its steps start
    std::vector<Instant> at;           ///< of the steps
    std::vector<CallState> state;      ///< of the steps
    std::vector<Outcome> outcome;      ///< by lane
    std::vector<Instant> arrived;      ///< of the requests only, rising: where a picture's range starts
    /// of the requests up to and with this one: rising, so the first one seen is found
    std::vector<Instant> latest_end;
    std::uint32_t requests = 0;

    std::uint32_t size() const { return static_cast<std::uint32_t>(outcome.size()); }
    std::uint32_t lane(CallId call) const { return (call.is_refresh() ? requests : 0) + call.number() - 1; }
    CallId call(std::uint32_t lane) const
    {
        return lane < requests ? CallId::request(lane + 1) : CallId::refresh(lane - requests + 1);
    }
    bool empty(std::uint32_t lane) const { return first[lane] == first[lane + 1]; }
    /// REQUIRES: the lane is not empty.
    Instant begins(std::uint32_t lane) const { return at[first[lane]]; }
    Instant ends(std::uint32_t lane) const { return at[first[lane + 1] - 1]; }

    /// The requests from the first that ends at or after `from` to the last that arrived before `until`:
    /// [first, second).
    std::pair<std::uint32_t, std::uint32_t> seen(Instant from, Instant until) const;
};

/// Items of many keys: those of one key side by side, in order of time.
template <class T>
struct ByKey {
    std::vector<std::uint32_t> first;  ///< by key, and one more
    std::vector<T> items;
    std::span<const T> of(std::uint32_t key) const
    {
        if (key + 1 >= first.size()) return {};
        return std::span<const T>(items).subspan(first[key], first[key + 1] - first[key]);
    }
};

/// Why a lock stopped being its holder's.
enum class LockEnd : std::uint8_t {
    open,  ///< it still was at the end of the run
    released,
    expired,
    deleted,  ///< by another caller, without comparing tokens
    lost,     ///< the store forgot it
};

/// One holding of one key's lock (or lease).
struct LockBand {
    CallId holder;
    LockEnd how = LockEnd::open;
    std::int64_t token = 0;
    Instant taken{};
    Instant valid_until{};     ///< when the store would let it go; `never` for a lock without expiry
    Instant until{};           ///< when it stopped being the holder's
    Instant believed_until{};  ///< when the holder stopped acting on it: its release, or its own end
    friend bool operator==(const LockBand&, const LockBand&) = default;
};

/// Two callers that acted on one lock at once.
struct LockOverlap {
    Instant from{}, until{};
    CallId first, second;           ///< who had it first; who took it meanwhile
    LockEnd cause = LockEnd::open;  ///< how the first one lost it
    friend bool operator==(const LockOverlap&, const LockOverlap&) = default;
};

/// One stored entry of a key, from its fill until it is replaced, erased or dropped.
struct EntryBand {
    std::uint32_t generation = 0, version = 0;
    CallId by;  ///< who stored it; nobody: it was there when the run began
    Instant stored_at{};
    Instant fresh_until{}, kept_until{};
    /// when it stopped being the key's entry; `never` if that was not before the end
    Instant gone_at{};
    Duration load_time{};   ///< of the load that made it; 0 if that is not known
    bool replaced = false;  ///< by another fill (else dropped or erased)
    friend bool operator==(const EntryBand&, const EntryBand&) = default;
};
enum class EntryState : std::uint8_t { absent, fresh, stale };

/// A draw that decided whether to refresh early.
struct Roll {
    Instant at{};
    Duration remaining{};    ///< time to expiry then
    float u = 0;             ///< what was drawn, 0…1
    bool refreshed = false;  ///< it decided to refresh
    std::uint32_t generation = 0;
    CallId call;
    friend bool operator==(const Roll&, const Roll&) = default;
};

/// One load, by a request or a refresh.
struct Load {
    Instant began{};
    Instant ended{};  ///< `never` if not before the end
    CallId call;
    bool failed = false;
    bool early = false;      ///< began while the entry was still fresh
    bool duplicate = false;  ///< began while another load of the same key ran
    friend bool operator==(const Load&, const Load&) = default;
};

/// An instant that matters.
struct Marker {
    enum class Kind : std::uint8_t {
        expiry,
        first_miss,
        lock_taken,
        lock_lost,
        first_early_refresh,
        duplicate_load,
        pool_full,
        instance_killed,
        fault,
        setting_changed,  ///< of a run that was steered; a change that goes on, such as a drag, is one
    };
    Instant at{};
    Kind kind = Kind::expiry;
    CallId call;            ///< whose doing it was, or nobody
    std::uint32_t key = 0;  ///< of the keyed kinds; of setting_changed: the index in Recording::changes
    friend bool operator==(const Marker&, const Marker&) = default;
};

/// What happened to an instance: killed, paused, resumed, removed by the balancer or returned.
struct InstanceChange {
    Instant at{};
    EventKind what = EventKind::instance_killed;
    std::uint16_t instance = 0;
    friend bool operator==(const InstanceChange&, const InstanceChange&) = default;
};

struct KeySummary {
    std::uint32_t requests = 0, loads = 0, peak_waiting = 0;
};

/// A recording turned into what pictures are drawn from: plain arrays sorted by time, built once on a worker.
/// It stands on its own: the recording may go.
struct Timeline {
    Instant begin{}, end{};   ///< of the run; `end` not before any event
    Instant last_activity{};  ///< the last end of a request, refresh, load or lock holding
    Lanes lanes;
    std::vector<Load> loads;               ///< by start
    std::vector<std::uint32_t> last_load;  ///< by lane: index of its latest load, or UINT32_MAX
    std::vector<Roll> rolls;               ///< by time
    std::vector<Step> in_flight, queued;   ///< queries running; queries waiting for a connection
    Step peak_in_flight, peak_queued;      ///< the first instant of the greatest value
    ByKey<LockBand> locks;
    ByKey<LockOverlap> overlaps;
    ByKey<EntryBand> entries;
    ByKey<Instant> deletes;  ///< of the entry, whether there was one or not
    ByKey<Step> waiting;     ///< calls that wait for somebody else's load
    std::vector<Marker> markers;
    std::vector<InstanceChange> instances;
    std::vector<KeySummary> keys;
    std::uint32_t busiest_key = 0;  ///< most waited for, then loaded, then asked for

    CallState state_at(CallId call, Instant t) const;
    /// Who holds the lock at `t`, or nullptr.
    const LockBand* lock_at(std::uint32_t key, Instant t) const;
    /// The key's entry at `t` with its state then; nullptr when absent.
    struct EntryView {
        EntryState state = EntryState::absent;
        const EntryBand* band = nullptr;
    };
    EntryView entry_at(std::uint32_t key, Instant t) const;
    std::uint32_t waiting_at(std::uint32_t key, Instant t) const;
    std::uint32_t in_flight_at(Instant t) const;
    std::uint32_t queued_at(Instant t) const;
    /// Whether the instance lives at `t`, and whether it runs: is neither paused nor taken out by the
    /// balancer.
    struct InstanceView {
        bool alive = true, paused = false, removed = false;
    };
    InstanceView instance_at(std::uint16_t instance, Instant t) const;
    /// The latest load begun by the call, or nullptr.
    const Load* load_of(CallId call) const;
};

/// The value of a step curve at `t`: 0 before its first step.
std::uint32_t value_at(std::span<const Step> curve, Instant t);

/// Some 20 ns an event.
Timeline build_timeline(const Recording& recording);

}  // namespace stampede
