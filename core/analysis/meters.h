#pragma once

#include "core/analysis/metrics.h"
#include "core/database/row_history.h"

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

namespace stampede {

// The parts that `measure` is made of. Each is told of the events that concern it, in their order, and knows
// at any time what its figures are. `start_counting` forgets figures, but not what is going on. Internal to
// analysis.

inline constexpr double ns_per_ms = 1e6;

/// Which events send a query: it counts when it starts at once, or when it joins the queue for a connection.
class SentQueries {
public:
    explicit SentQueries(const Recording& recording);
    /// REQUIRES: told of all events of the database, in order.
    bool sends(const Event& event);

private:
    std::size_t requests_;
    std::vector<bool> in_queue_;  ///< by call; the last one for all that are nobody's
    std::uint64_t queued_ = 0;
};

/// Queries in flight and in the queue.
class DatabaseMeter {
public:
    void start_counting(Instant now);
    void queued(Instant now);
    void started(Instant now);
    void ended(Instant now) { advance(now), --in_flight_; }
    /// Its time was up while it still waited.
    void left_queue() { --queued_; }
    void failed() { ++figures_.failed; }
    decltype(Metrics::database) figures(Instant now);

private:
    void issued(Instant now);
    void advance(Instant now)
    {
        busy_ += in_flight_ * (now - last_).count();
        last_ = now;
    }

    decltype(Metrics::database) figures_;
    std::int64_t in_flight_ = 0, queued_ = 0;
    std::int64_t busy_ = 0;  ///< connections · nanoseconds
    Instant last_{};
    std::int64_t bucket_ = 0;  ///< the 100 ms that `in_bucket_` counts
    std::uint64_t in_bucket_ = 0;
};

/// Locks and leases of the cluster. An overlap, as a person would see it: a lock is taken while another who
/// took the lock of that key is still loading; while two others are, that is two.
class LockMeter {
public:
    explicit LockMeter(std::size_t calls) : holding_(calls) {}
    void start_counting() { figures_ = {}; }
    void taken(std::size_t call, std::uint32_t key);
    /// A refresh goes on with the lease that came with its parent's look.
    void passed_on(std::size_t parent, std::size_t refresh)
    {
        if (holding_[parent]) holding_[parent] = 0, holding_[refresh] = 1;
    }
    void refused() { ++figures_.refused; }
    void lost() { ++figures_.lost; }
    /// The call gave the lock back, finished its load, or ended.
    void finished(std::size_t call, std::uint32_t key)
    {
        if (holding_[call]) holding_[call] = 0, --holders_[key];
    }
    decltype(Metrics::lock) figures() const { return figures_; }

private:
    decltype(Metrics::lock) figures_;
    std::vector<std::uint8_t> holding_;   ///< by call
    std::vector<std::uint32_t> holders_;  ///< by key
};

/// Early refreshes, and the life of each generation of an entry until the next one replaces it.
class RefreshMeter {
public:
    void start_counting(Instant now);
    void rolled() { ++figures_.rolls; }
    void triggered() { ++figures_.triggered; }
    void load_began(std::uint32_t key, Instant now);
    /// The breaker let no query through: the load that has just begun is none.
    void load_refused(std::uint32_t key);
    void stored(std::uint32_t key, std::uint32_t generation, Instant fresh_until);
    decltype(Metrics::refresh) figures() const;

private:
    struct Generation {
        Instant fresh_until{};
        Instant first_load{};
        std::uint32_t number = 0;  ///< 0: none yet
        std::uint32_t loads = 0;
    };
    decltype(Metrics::refresh) figures_;
    std::vector<Generation> current_;  ///< by key
    std::uint64_t loads_ = 0;          ///< of complete cycles
    double gaps_ = 0;                  ///< of complete cycles, ms
    Instant since_{-never.time_since_epoch()};
};

/// How old answers were.
class StalenessMeter {
public:
    StalenessMeter(std::optional<RowHistory> history, std::uint32_t instances);
    void start_counting();
    void answered(std::uint32_t key, std::uint16_t instance, std::uint32_t version, Instant now);
    /// The database has no such row: answers about it have no version.
    void absent(std::uint32_t key);
    decltype(Metrics::staleness_ms) figures();

private:
    struct Row {
        std::uint32_t version = no_version;  ///< the one `ceased` is about
        Instant ceased{};
        bool absent = false;
    };
    static constexpr std::uint32_t no_version = UINT32_MAX;
    std::uint32_t& newest(std::uint32_t key, std::uint16_t instance);

    std::optional<RowHistory> history_;
    std::uint32_t instances_;
    std::vector<Row> rows_;                                  ///< by key
    std::vector<std::uint32_t> newest_;                      ///< by key and instance, version + 1; 0: none
    std::unordered_map<std::uint64_t, std::uint32_t> many_;  ///< the same where a table would be too large
    std::vector<std::int64_t> stale_;                        ///< of answers that were not current, ns
    std::uint64_t answers_ = 0, went_back_ = 0;
};

}  // namespace stampede
