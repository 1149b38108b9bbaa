#pragma once

#include <string_view>

namespace stampede {

/// What an expectation can be about: the paths of the numbers in `stampede run --json`.
inline constexpr std::string_view metric_names[] = {
    "requests",
    "answered",
    "failed",
    "rejected",
    "unfinished",
    "served.fresh",
    "served.stale",
    "served.loaded",
    "served.shared",
    "served.waited",
    "cache.hit_rate",
    "database.queries",
    "database.failed",
    "database.peak_in_flight",
    "database.peak_queued",
    "database.peak_per_100ms",
    "database.busy_ms",
    "latency_ms.mean",
    "latency_ms.p50",
    "latency_ms.p90",
    "latency_ms.p99",
    "latency_ms.p999",
    "latency_ms.max",
    "latency_ms.over_50ms",
    "redis.commands",
    "redis.peak_rate_per_s",
    "redis.peak_per_ms",
    "redis.busy_share",
    "redis.peak_queued",
    "redis.connections_peak",
    "lock.acquired",
    "lock.refused",
    "lock.lost",
    "lock.overlaps",
    "refresh.rolls",
    "refresh.triggered",
    "refresh.cycles",
    "refresh.loads_per_cycle",
    "refresh.first_gap_ms",
    "staleness_ms.mean",
    "staleness_ms.p99",
    "staleness_ms.max",
    "staleness_ms.went_back",
    "instances.removed",
    "instances.killed",
};

}  // namespace stampede
