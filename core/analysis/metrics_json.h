#pragma once

#include "core/analysis/invariants.h"
#include "core/analysis/metrics.h"
#include "core/analysis/statistics.h"
#include "core/recording/server_trouble.h"
#include "core/scenario/scenario.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stampede {

/// Every figure of Metrics has a path, such as "requests" or "database.queries", in the order of the JSON.
std::span<const std::string_view> metric_paths();

/// Throws InputError, with the path that was probably meant, when there is no such figure.
double metric(const Metrics& m, std::string_view path);

/// An expectation of the scenario that was not met.
struct MissedExpectation {
    Expectation expected;
    double value = 0;
};
/// In words: "database.queries is 5, expected at most 3".
std::string to_text(const MissedExpectation& missed);
/// Throws InputError naming the expectation (`expect[0].metric: …`) when its metric does not exist.
std::vector<MissedExpectation> missed_expectations(const Metrics& m, std::span<const Expectation> expect);

/// What the computation cost; the only figures that differ from run to run.
struct EngineFigures {
    std::uint64_t events = 0;  ///< resumptions of tasks
    double wall_ms = 0;
    double ns_per_event() const { return events > 0 ? wall_ms * 1e6 / static_cast<double>(events) : 0; }
};

/// All that `stampede run --json` says of one run.
struct RunReport {
    std::string scenario, strategy, world;
    std::uint64_t seed = 1;
    Metrics metrics;
    InvariantReport invariants;
    std::vector<MissedExpectation> missed;
    std::vector<ServerTrouble> trouble;       ///< of a live run
    std::optional<CommandOutcomes> outcomes;  ///< of a live run
    bool server_was_there = true;             ///< no trouble but what the scenario asked for
    bool cut_short = false;                   ///< it was ended before it was over
    Instant end{};                            ///< of the run
    std::vector<std::string> notes;  ///< what a person should be told of the settings
    EngineFigures engine;

    bool passed() const { return invariants.violated.empty() && missed.empty() && server_was_there; }
};

/// One line of JSON, its fields in the order of the documented shape.
std::string to_json(const RunReport& report);

/// Repeats of one run, with rising seeds, as one line: every number becomes {"mean", "ci95", "min", "max"};
/// `seed` is the first one, and `repeat` says how many. REQUIRES: not empty.
std::string to_json(std::span<const RunReport> repeats);

/// The summary of one figure over repeats. Throws InputError as `metric`.
Summary summarize(std::span<const RunReport> repeats, std::string_view path);

}  // namespace stampede
