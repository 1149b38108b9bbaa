#pragma once

#include "core/log/log_summary.h"
#include "core/scenario/scenario.h"

namespace stampede {

/// A scenario whose requests are like those of a log: as many a second (in parts, where the log's rate
/// changes much), for as many keys whose popularity makes two requests meet as often, with a query time
/// like that of its upstream where the log has one. All else has its default. It holds the ranges of
/// scenario files.
Scenario scenario_like(const LogSummary& log, const std::string& name);

}  // namespace stampede
