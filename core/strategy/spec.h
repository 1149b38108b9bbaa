#pragma once

#include "core/runtime/time.h"

#include <optional>
#include <string>
#include <vector>

namespace stampede {

using namespace std::chrono_literals;

/// When is an entry due for a load? One part, or two joined: due when either says so.
struct When {
    enum class Kind : std::uint8_t { expiry, power, xfetch, uniform, schedule };
    Kind kind = Kind::expiry;
    /// of power (default 2: p = 1 − (remaining/ttl)^β) and xfetch (default 1: −δ·β·ln u ≥ remaining)
    double beta = 1;
    /// of uniform: the window before expiry (60 s); of schedule: the buffer before expiry (15 s)
    Duration span = 60s;
    friend bool operator==(const When&, const When&) = default;

    bool has_beta() const { return kind == Kind::power || kind == Kind::xfetch; }
};

inline constexpr double least_beta = 0.001, greatest_beta = 1000;

/// Who may load it?
enum class Who : std::uint8_t { everyone, one_per_instance, one_per_cluster, instance_then_cluster, lease };

/// What do the others do, in order of preference?
enum class Meanwhile : std::uint8_t { serve_old, share, wait, fail };

enum class WaitBy : std::uint8_t { poll, notify };
enum class OnDeadline : std::uint8_t { load, fail, stale };
enum class OnLeaderFailure : std::uint8_t { share_error, re_elect };
enum class RefreshIn : std::uint8_t { background, foreground };

enum class Mistake : std::uint8_t {
    lock_without_expiry,
    no_finally,
    plain_del,
    infinite_wait,
    no_second_look,
    setnx_then_expire,
    refresh_without_dedupe,
    same_ttl,
    timeout_herd,
};

/// How a breaker comes back: at first `share` of the queries, twice as many every `double_every`.
struct HalfOpen {
    double share = 0.1;  ///< above 0, at most 1
    Duration double_every = 1s;
    friend bool operator==(const HalfOpen&, const HalfOpen&) = default;
};

/// Half open: one probe; if it succeeds, full operation, unless `half_open` says how much at a time.
struct Breaker {
    std::uint32_t failures = 5;  ///< in a row, per instance, until it opens
    Duration open_for = 10s;
    std::optional<HalfOpen> half_open;  ///< none: all at once, after one probe
    friend bool operator==(const Breaker&, const Breaker&) = default;
};

/// Options of a strategy: unit in the type, consequence in words.
struct StrategyOptions {
    /// how long a value stays usable past its ttl; 60 s for stale-while-revalidate, lease, combined
    Duration keep{};
    /// a lock is gone after this, whoever holds it: shorter than a load means two loads
    Duration lock_timeout = 10s;
    Duration wait_timeout = 5s;  ///< how long a refused call waits before on_deadline
    Duration poll = 50ms;        ///< a waiter looks, then sleeps this long: adds up to this much latency
    double poll_jitter = 0;      ///< ± fraction of poll, 0…0.9
    std::string lock_prefix = "lock:";
    WaitBy wait_by = WaitBy::poll;
    OnDeadline on_deadline = OnDeadline::load;
    Duration lease_timeout = 10s;
    /// queries of one instance within this time become one; 10 ms for collapsing
    Duration collapse_window{};
    Duration refresh_period = 1s;  ///< how often the refresher of `schedule` looks
    /// how long "no such row" is remembered; none: every request asks again
    std::optional<Duration> negative_ttl;
    bool fail_safe = false;                ///< a failed load answers with the old value while it is kept
    std::optional<Duration> soft_timeout;  ///< with an old value at hand, wait this long for the load
    std::optional<Duration> hard_timeout;  ///< a load that takes longer is an error
    std::optional<Breaker> breaker;
    OnLeaderFailure on_leader_failure = OnLeaderFailure::share_error;
    RefreshIn refresh_in = RefreshIn::background;  ///< foreground for lease
    bool fencing = false;                          ///< true for lease
    std::vector<Mistake> mistakes;
    friend bool operator==(const StrategyOptions&, const StrategyOptions&) = default;

    bool makes(Mistake m) const
    {
        for (Mistake x : mistakes)
            if (x == m) return true;
        return false;
    }
};

/// A strategy: a point in the space of the three questions, with its options.
struct StrategySpec {
    std::string name = "locking";  ///< of the catalogue, or "custom"
    std::vector<When> when{When{}};
    Who who = Who::one_per_cluster;
    std::vector<Meanwhile> meanwhile{Meanwhile::wait};
    StrategyOptions options;
    friend bool operator==(const StrategySpec&, const StrategySpec&) = default;

    bool serves_old() const
    {
        for (Meanwhile m : meanwhile)
            if (m == Meanwhile::serve_old) return true;
        return false;
    }
    bool rolls() const
    {
        for (const When& w : when)
            if (w.has_beta() || w.kind == When::Kind::uniform) return true;
        return false;
    }
    bool scheduled() const
    {
        for (const When& w : when)
            if (w.kind == When::Kind::schedule) return true;
        return false;
    }
};

}  // namespace stampede
