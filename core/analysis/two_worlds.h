#pragma once

#include "core/analysis/metrics_json.h"
#include "core/scenario/scenario.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stampede {

/// What a real machine adds to a run, whatever the scenario: where the bounds of a comparison come from. They
/// are the same for all scenarios.
struct RealMachine {
    /// A process that sleeps is woken so late, in the middle and once in a hundred times, while the machine
    /// has other things to do.
    double usually_late_ms = 1, sometimes_late_ms = 10;
    /// Process and server are one thread each: a crowd of commands waits so long for each that stands before.
    double command_us = 2;
    /// A full queue multiplies what it is given: of the simulated figure.
    double queues = 0.1;
    /// Loads and failures that come or do not come because something was late.
    double calls = 2;
};

/// One figure in both worlds.
struct InBothWorlds {
    std::string_view path;  ///< as in metric_names.h
    double simulated = 0, live = 0;
    double difference() const { return live - simulated; }
    /// That as a share of what was simulated; none where that is 0 and the other is not.
    std::optional<double> relative() const;
};
/// REQUIRES: `path` is one of metric_names.h.
InBothWorlds in_both_worlds(std::string_view path, const Metrics& simulated, const Metrics& live);

/// One that is bounded.
struct FigureOfTwo : InBothWorlds {
    double bound = 0;  ///< the most by which they may differ
    bool holds() const;
};

/// A scenario that was run in both worlds.
struct TwoWorlds {
    std::string scenario;
    std::vector<FigureOfTwo> figures;         ///< queries, p50, p99, failed
    std::string simulated_check, live_check;  ///< see check_in_short
    bool cut = false;                         ///< it lasts longer than it was run
    bool holds() const;                       ///< each figure within its bound, and the checks say the same
};

/// What --check says, without figures: "holds", "invariant 2, latency_ms.max".
std::string check_in_short(const RunReport& report);

/// REQUIRES: both are reports of `scenario`.
TwoWorlds compare_worlds(const Scenario& scenario, const RunReport& simulated, const RunReport& live);

/// The bounds as a list in Markdown.
std::string bounds_text();
/// Rows of a table in Markdown, its heading included: "simulated → live (difference, bound)".
std::string table_text(const std::vector<TwoWorlds>& rows);
/// One line: {"scenario", "cut", "figures": [{"figure", "simulated", "live", "difference", "bound",
/// "holds"}], "check": {"simulated", "live"}, "holds"}.
std::string to_json(const TwoWorlds& row);

}  // namespace stampede
