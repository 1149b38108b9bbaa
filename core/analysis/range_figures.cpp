#include "core/analysis/range_figures.h"

#include "core/analysis/meters.h"
#include "core/analysis/metrics.h"
#include "core/analysis/statistics.h"

#include <algorithm>

namespace stampede {

namespace {

bool in(Instant t, Instant from, Instant until)
{
    return t >= from && t < until;
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
    std::vector<std::int64_t> latencies;
    latencies.reserve(last - first);
    for (std::uint32_t lane = first; lane < last; ++lane) {
        if (t.lanes.empty(lane)) continue;
        ++f.requests;
        const Outcome outcome = t.lanes.outcome[lane];
        count_end(f, outcome);
        const Duration length = t.lanes.ends(lane) - t.lanes.begins(lane);
        f.longest_wait = std::max(f.longest_wait, length);
        if (outcome != Outcome::none && outcome != Outcome::failed) latencies.push_back(length.count());
    }
    f.p99 = Duration(nearest_rank(latencies, 0.99));
}

/// Queries, rejections and waits of the calls that began in the stretch. Queries of a batch are nobody's, and
/// counted by their own time.
void count_events(RangeFigures& f, const Recording& r, const Timeline& t, Instant from, Instant until,
                  const std::stop_token& stop)
{
    SentQueries sent(r);
    std::vector<bool> waited(t.lanes.requests);
    for (const Event& e : r.events) {
        if (stop.stop_requested()) return;
        const bool sends = sent.sends(e);
        const bool begins_wait = e.what() == EventKind::waits || e.what() == EventKind::joined;
        if (!sends && !begins_wait && !ends_request(e.what())) continue;
        if (e.call.is_nobody()) {
            f.queries += sends && in(e.at, from, until);
            continue;
        }
        const std::uint32_t lane = t.lanes.lane(e.call);
        if (t.lanes.empty(lane) || !in(t.lanes.begins(lane), from, until)) continue;
        f.queries += sends;
        f.rejected += e.what() == EventKind::rejected;
        if (!e.call.is_request()) continue;
        if (begins_wait) waited[lane] = true;
        const bool answered =
            ends_request(e.what()) && e.what() != EventKind::rejected && e.what() != EventKind::failed;
        f.waited += answered && waited[lane];
    }
}

}  // namespace

RangeFigures figures_between(const Recording& recording, const Timeline& timeline, Instant from,
                             Instant until, const std::stop_token& stop)
{
    RangeFigures f;
    const auto& arrived = timeline.lanes.arrived;
    const auto first = std::lower_bound(arrived.begin(), arrived.end(), from);
    const auto last = std::lower_bound(first, arrived.end(), until);
    count_requests(f, timeline, static_cast<std::uint32_t>(first - arrived.begin()),
                   static_cast<std::uint32_t>(last - arrived.begin()));
    count_events(f, recording, timeline, from, until, stop);
    if (stop.stop_requested()) return f;
    const Metrics m = measure(recording, until, from);
    f.cycles = m.refresh.cycles;
    f.loads_per_cycle = m.refresh.loads_per_cycle;
    f.first_gap_ms = m.refresh.first_gap_ms;
    return f;
}

}  // namespace stampede
