#pragma once

#include "core/recording/recorder.h"

#include <bit>
#include <optional>

namespace stampede {

// The numbers of those events that have some: how each lies in a Detail is known here alone. `of` reads one,
// and each has a function of its own that records it.

/// Of hit and due_early: how the look was decided.
struct RollNumbers {
    Duration remaining{};     ///< until the entry expires
    std::optional<double> u;  ///< what was rolled; none: the schedule decided
    std::uint32_t generation = 0;

    static RollNumbers of(const Detail& d)
    {
        const auto u = std::bit_cast<double>(d.b);
        return {Duration(d.a), u < 0 ? std::nullopt : std::optional(u), static_cast<std::uint32_t>(d.c)};
    }
};

/// Of found_stale.
struct StaleEntry {
    Duration age{};  ///< past its ttl
    std::uint32_t generation = 0;

    static StaleEntry of(const Detail& d) { return {Duration(d.a), static_cast<std::uint32_t>(d.c)}; }
};

/// Of load_began: what the load is to replace.
struct Replaced {
    std::uint32_t generation = 0;  ///< 0: nothing
    Instant fresh_until{};

    static Replaced of(const Detail& d) { return {static_cast<std::uint32_t>(d.a), Instant(Duration(d.b))}; }
};

/// Of stored.
struct StoredEntry {
    std::uint32_t generation = 0;
    std::uint32_t version = 0;  ///< of the row
    Instant fresh_until{}, kept_until{};

    static StoredEntry of(const Detail& d)
    {
        return {static_cast<std::uint32_t>(static_cast<std::uint64_t>(d.a) >> 32),
                static_cast<std::uint32_t>(d.a), Instant(Duration(d.b)), Instant(Duration(d.c))};
    }
};

/// Of lock_taken.
struct TakenLock {
    std::uint32_t token = 0;
    Instant valid_until{};

    static TakenLock of(const Detail& d) { return {static_cast<std::uint32_t>(d.a), Instant(Duration(d.b))}; }
};

/// Of lock_released, release_lost, lock_deleted and fill_refused: the call's token, and the one it met.
struct Tokens {
    std::uint32_t own = 0;
    std::uint32_t met = 0;  ///< of the lock's owner or of the entry; 0: none

    static Tokens of(const Detail& d)
    {
        return {static_cast<std::uint32_t>(d.a), static_cast<std::uint32_t>(d.b)};
    }
};

/// Of erased.
struct Erased {
    /// What was deleted beside the entry.
    enum class With : std::uint8_t {
        nothing,
        lease,  ///< the lease that somebody held is void
        locks,  ///< lock or lease, and what counts their tokens
    };
    std::uint32_t key = 0;
    With with = With::nothing;

    static Erased of(const Detail& d)
    {
        return {static_cast<std::uint32_t>(d.a), d.b == 1   ? With::lease
                                                 : d.b == 2 ? With::locks
                                                            : With::nothing};
    }
};

/// Of alert: 0…1.
inline double alerted_hit_rate(const Detail& d)
{
    return static_cast<double>(d.a) / 1e6;
}

/// Records them, each in its way.
class Record {
public:
    explicit Record(Recorder& recorder) : recorder_(recorder) {}

    void hit(CallId call, const RollNumbers& roll) { looked(EventKind::hit, call, roll); }
    void due_early(CallId call, const RollNumbers& roll) { looked(EventKind::due_early, call, roll); }
    void found_stale(CallId call, const StaleEntry& e)
    {
        recorder_.emit(EventKind::found_stale, call, 0, e.age.count(), 0, e.generation);
    }
    void load_began(CallId call, const Replaced& r)
    {
        recorder_.emit(EventKind::load_began, call, 0, r.generation, count(r.fresh_until));
    }
    void stored(CallId call, const StoredEntry& e)
    {
        recorder_.emit(EventKind::stored, call, 0,
                       static_cast<std::int64_t>(std::uint64_t{e.generation} << 32 | e.version),
                       count(e.fresh_until), count(e.kept_until));
    }
    void fill_refused(CallId call, const Tokens& t) { tokens(EventKind::fill_refused, call, t); }
    void lock_taken(CallId call, const TakenLock& lock)
    {
        recorder_.emit(EventKind::lock_taken, call, 0, lock.token, count(lock.valid_until));
    }
    void lock_released(CallId call, std::uint32_t token)
    {
        tokens(EventKind::lock_released, call, {token, 0});
    }
    void release_lost(CallId call, const Tokens& t) { tokens(EventKind::release_lost, call, t); }
    void lock_deleted(CallId call, const Tokens& t) { tokens(EventKind::lock_deleted, call, t); }
    void erased(const Erased& e)
    {
        recorder_.emit(EventKind::erased, CallId(), 0, e.key, static_cast<std::int64_t>(e.with));
    }
    void alert(double hits, double answered)
    {
        recorder_.emit(EventKind::alert, CallId(), 0, static_cast<std::int64_t>(1e6 * hits / answered));
    }

private:
    static std::int64_t count(Instant t) { return t.time_since_epoch().count(); }
    void looked(EventKind kind, CallId call, const RollNumbers& roll)
    {
        recorder_.emit(kind, call, 0, roll.remaining.count(),
                       std::bit_cast<std::int64_t>(roll.u.value_or(-1.0)), roll.generation);
    }
    void tokens(EventKind kind, CallId call, const Tokens& t) { recorder_.emit(kind, call, 0, t.own, t.met); }

    Recorder& recorder_;
};

}  // namespace stampede
