#pragma once

#include "core/analysis/figures.h"
#include "core/analysis/timeline.h"

#include <stop_token>

namespace stampede {

/// What became of the requests that arrived in a stretch of time: their answers and latencies however late
/// they came, `open` for those that never ended, and the queries that they and the refreshes begun in it
/// sent. Cycles are those that ended in the stretch. One pass; stopped, it gives what it has, which is of no
/// use.
struct RangeFigures : FiguresAt {
    /// of the answered, for the load of another: Metrics::served.waited. `waiting` is about an instant, and 0
    std::uint64_t waited = 0;
};
RangeFigures figures_between(const Recording& recording, const Timeline& timeline, Instant from,
                             Instant until, const std::stop_token& stop = {});

}  // namespace stampede
