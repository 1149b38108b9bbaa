#pragma once

#include "core/analysis/figures.h"
#include "core/analysis/metrics_json.h"

#include <optional>
#include <span>

namespace stampede {

// What part of a whole a figure of a run is; none where there is no whole. See quantity.h.

/// Of the answers, those that were stale: served.stale_share.
std::optional<double> stale_share(const Metrics& m);
std::optional<double> stale_share(const FiguresAt& f);
/// Of the requests that arrived, those that failed: failed_share.
std::optional<double> failed_share(const Metrics& m);
/// Of several runs: of the answers (requests) of all of them together.
std::optional<double> stale_share(std::span<const RunReport> runs);
std::optional<double> failed_share(std::span<const RunReport> runs);

}  // namespace stampede
