#pragma once

#include "core/recording/recording.h"

#include <string>
#include <vector>

namespace stampede {

/// The figures of a run, named as in `stampede run --json` (README has their definitions). Milliseconds are
/// real numbers; quantiles are nearest-rank: the smallest value with at least that share at or below it.
struct Metrics {
    std::uint64_t requests = 0, answered = 0, failed = 0, rejected = 0, unfinished = 0;
    struct {
        std::uint64_t fresh = 0, stale = 0, loaded = 0, shared = 0, waited = 0;
    } served;
    struct {
        double hit_rate = 0;
    } cache;
    struct {
        std::uint64_t queries = 0, failed = 0, peak_in_flight = 0, peak_queued = 0, peak_per_100ms = 0;
        double busy_ms = 0;
    } database;
    struct {
        double mean = 0, p50 = 0, p90 = 0, p99 = 0, p999 = 0, max = 0;
        std::uint64_t over_50ms = 0;
    } latency_ms;
    struct {
        std::uint64_t commands = 0;
        double peak_rate_per_s = 0;
        std::uint64_t peak_per_ms = 0;
        double busy_share = 0;
        std::uint64_t peak_queued = 0, connections_peak = 0;
    } redis;
    struct {
        std::uint64_t acquired = 0, refused = 0, lost = 0, overlaps = 0;
    } lock;
    struct {
        std::uint64_t rolls = 0, triggered = 0, cycles = 0;
        double loads_per_cycle = 0, first_gap_ms = 0;
    } refresh;
    struct {
        double mean = 0, p99 = 0, max = 0;
        std::uint64_t went_back = 0;
    } staleness_ms;
    struct {
        std::uint64_t removed = 0, killed = 0;
    } instances;
};

/// What is true of a recording at `until` (the headline at the playhead), or at its end. Requests still open
/// then are unfinished. `from`: only requests that arrived, and events that happened, at or after it count.
/// One pass.
Metrics measure(const Recording& recording, Instant until = never,
                Instant from = Instant(-never.time_since_epoch()));

}  // namespace stampede
