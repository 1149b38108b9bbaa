#include "core/analysis/range_figures.h"

#include "core/analysis/metrics.h"

#include <algorithm>

namespace stampede {

namespace {

bool in(Instant t, Instant from, Instant until)
{
    return t >= from && t < until;
}

bool waited(const Lanes& lanes, std::uint32_t lane)
{
    for (std::uint32_t i = lanes.first[lane]; i < lanes.first[lane + 1]; ++i)
        if (lanes.state[i] == CallState::waiting || lanes.state[i] == CallState::worker_queue ||
            lanes.state[i] == CallState::connection_queue)
            return true;
    return false;
}

void count_end(FiguresAt& f, Outcome outcome)
{
    switch (outcome) {
    case Outcome::none: ++f.open; return;
    case Outcome::failed: ++f.failed; return;
    case Outcome::fresh: ++f.fresh; break;
    case Outcome::stale: ++f.stale; break;
    case Outcome::loaded: ++f.loaded; break;
    case Outcome::shared: ++f.shared; break;
    }
    ++f.answered;
}

void count_requests(FiguresAt& f, const Timeline& t, std::uint32_t first, std::uint32_t last)
{
    std::vector<Duration> latencies;
    latencies.reserve(last - first);
    for (std::uint32_t lane = first; lane < last; ++lane) {
        if (t.lanes.empty(lane)) continue;
        ++f.requests;
        f.waiting += waited(t.lanes, lane);
        const Outcome outcome = t.lanes.outcome[lane];
        count_end(f, outcome);
        const Duration length = t.lanes.ends(lane) - t.lanes.begins(lane);
        f.longest_wait = std::max(f.longest_wait, length);
        if (outcome != Outcome::none && outcome != Outcome::failed) latencies.push_back(length);
    }
    if (latencies.empty()) return;
    const auto rank = latencies.begin() + static_cast<std::ptrdiff_t>((latencies.size() * 99 + 99) / 100 - 1);
    std::nth_element(latencies.begin(), rank, latencies.end());
    f.p99 = *rank;
}

/// A query counts when it is sent: when it starts at once, or when it joins the queue for a connection. Those
/// of a batch are nobody's, and counted by their own time.
void count_queries(FiguresAt& f, const Recording& r, const Timeline& t, Instant from, Instant until,
                   const std::stop_token& stop)
{
    std::vector<bool> queued(t.lanes.size());
    std::uint64_t batches_queued = 0;
    const auto counts = [&](const Event& e) {
        if (e.call.is_nobody()) return in(e.at, from, until);
        const std::uint32_t lane = t.lanes.lane(e.call);
        return !t.lanes.empty(lane) && in(t.lanes.begins(lane), from, until);
    };
    const auto leaves_queue = [&](const Event& e) {
        if (e.call.is_nobody()) return batches_queued > 0 && batches_queued-- > 0;
        const std::uint32_t lane = t.lanes.lane(e.call);
        const bool was = queued[lane];
        queued[lane] = false;
        return was;
    };
    for (std::size_t i = r.first_event_at(from); i < r.events.size() && !stop.stop_requested(); ++i) {
        const Event& e = r.events[i];
        if (e.what() == What::rejected) f.rejected += counts(e);
        if (e.what() == What::query_queued) {
            f.queries += counts(e);
            e.call.is_nobody() ? void(++batches_queued) : void(queued[t.lanes.lane(e.call)] = true);
        }
        if (e.what() == What::query_started && !leaves_queue(e)) f.queries += counts(e);
    }
}

}  // namespace

FiguresAt figures_between(const Recording& recording, const Timeline& timeline, Instant from, Instant until,
                          const std::stop_token& stop)
{
    FiguresAt f;
    const auto& arrived = timeline.lanes.arrived;
    const auto first = std::lower_bound(arrived.begin(), arrived.end(), from);
    const auto last = std::lower_bound(first, arrived.end(), until);
    count_requests(f, timeline, static_cast<std::uint32_t>(first - arrived.begin()),
                   static_cast<std::uint32_t>(last - arrived.begin()));
    count_queries(f, recording, timeline, from, until, stop);
    if (stop.stop_requested()) return f;
    const Metrics m = measure(recording, until, from);
    f.cycles = m.refresh.cycles;
    f.loads_per_cycle = m.refresh.loads_per_cycle;
    f.first_gap_ms = m.refresh.first_gap_ms;
    return f;
}

}  // namespace stampede
