#pragma once

#include "core/analysis/metrics_json.h"
#include "core/scenario/scenario.h"

#include <span>
#include <string>

namespace stampede {

/// One run for people: what came of it in a sentence, then a small table.
std::string run_text(const RunReport& report, const Scenario& scenario);

/// Repeats: the same figures as mean ± half of the 95 % confidence interval, with the least and the greatest.
/// REQUIRES: not empty.
std::string repeats_text(std::span<const RunReport> reports, const Scenario& scenario);

}  // namespace stampede
