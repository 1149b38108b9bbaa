#pragma once

#include "core/recording/recording.h"

#include <array>
#include <vector>

namespace stampede {

/// What the headline says of a run at one instant.
struct FiguresAt {
    std::uint64_t requests = 0;  ///< arrived
    std::uint64_t answered = 0, failed = 0, rejected = 0;
    std::uint64_t fresh = 0, stale = 0, loaded = 0, shared = 0;  ///< of the answered
    std::uint64_t open = 0;                                      ///< arrived and not ended
    std::uint64_t waiting = 0;  ///< of the open: for the load of another, a worker or a connection
    std::uint64_t queries = 0;  ///< sent to the database, those in its queue included
    Duration longest_wait{};    ///< of ended and open requests, until now
    Duration p99{};             ///< latency of the answered, nearest rank
    std::uint64_t cycles = 0;   ///< generations that were loaded for and replaced; see Metrics
    double loads_per_cycle = 0;
    double first_gap_ms = 0;
};

/// The figures of a recording at any instant, exactly what measure(recording, t) gives, in well under a
/// microsecond or
/// two: made once by one pass, then looked up by binary search. Some 45 bytes a request.
class Figures {
public:
    Figures() = default;
    explicit Figures(const Recording& recording);

    FiguresAt at(Instant t) const;

private:
    struct Cycle {
        Instant at;
        double loads_per_cycle = 0, first_gap_ms = 0;  ///< means until then, this one included
    };
    enum Kind : std::uint8_t { fresh, stale, loaded, shared, failed, rejected, kinds };

    void read_queries(const Recording& recording);
    void read_cycles(const Recording& recording);
    void rank_latencies(const std::vector<Duration>& latencies);
    Duration quantile(std::size_t answered, double share) const;

    std::vector<Instant> arrivals_;                 ///< request n at n − 1
    std::array<std::vector<Instant>, kinds> ends_;  ///< of each kind, sorted
    std::vector<Instant> end_at_;                   ///< of all ends
    std::vector<Duration> longest_;                 ///< longest latency among the first n + 1 ends
    /// after the first n + 1 ends: no request before this index is open
    std::vector<std::uint32_t> oldest_open_;
    /// every beginning and every end of a wait of a request
    std::vector<Instant> wait_from_, wait_until_;
    std::vector<Instant> queries_;
    std::vector<Cycle> cycles_;

    // For quantiles of the first n answers: answers by rank of their latency, and now and then how many of
    // each group of ranks were among the answers so far.
    std::vector<Instant> answer_at_;
    std::vector<Duration> sorted_;            ///< latencies, rising
    std::vector<std::uint32_t> order_;        ///< sorted_[r] is the latency of answer order_[r]
    std::vector<std::uint32_t> rank_;         ///< of answer n
    std::vector<std::uint32_t> checkpoints_;  ///< row n / rows: counts of each group
    std::size_t groups_ = 0;
};

}  // namespace stampede
