#pragma once

#include "core/analysis/figures.h"
#include "core/analysis/timeline.h"

#include <stop_token>

namespace stampede {

/// What became of the requests that arrived in a stretch of time: their answers and latencies however late
/// they came, `open` for those that never ended, and the queries that they and the refreshes begun in it
/// sent. `waiting` is who of them waited at all. Cycles are those that ended in the stretch. One pass;
/// stopped, it gives what it has, which is of no use.
FiguresAt figures_between(const Recording& recording, const Timeline& timeline, Instant from, Instant until,
                          const std::stop_token& stop = {});

}  // namespace stampede
