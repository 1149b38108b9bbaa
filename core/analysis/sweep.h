#pragma once

#include "core/analysis/comparison.h"
#include "core/scenario/scenario_file.h"

#include <string>
#include <string_view>
#include <vector>

namespace stampede {

/// One field of a scenario and the values that it is to take, as an override has them.
struct SweepAxis {
    std::string path;
    std::vector<std::string> values;
    friend bool operator==(const SweepAxis&, const SweepAxis&) = default;
};

/// "PATH=from:to:steps[:log]": `steps` values from `from` to `to`, both included, evenly spaced, or by equal
/// factors with `log`. Both ends are numbers or both durations: "strategy.beta=0.5:2:4",
/// "cache.ttl=1s:100s:3:log". Throws InputError.
SweepAxis parse_axis(std::string_view text);

/// The same values as whole numbers, for fields that take no others; values that become the same are taken
/// once.
SweepAxis whole(const SweepAxis& axis);

/// One point of a sweep: a value on each axis.
struct SweepPoint {
    std::vector<std::string> values;
    Scenario scenario;
};

/// Makes the scenario with these fields set. Throws InputError.
using LoadWith = std::function<Scenario(const std::vector<Override>&)>;

/// Every combination of the axes' values, the last axis changing fastest. Axes whose field takes whole
/// numbers only become whole. Throws InputError for the first point that is no scenario, and when there would
/// be more than most_sweep_points.
std::vector<SweepPoint> sweep_points(std::vector<SweepAxis> axes, const LoadWith& load);

inline constexpr std::size_t most_sweep_points = 10'000;

/// What came of one point: a report for each seed.
struct SweptPoint {
    std::vector<std::string> values;
    std::vector<RunReport> reports;
};

struct SweepAll {
    std::size_t repeats = 1;  ///< seeds a point, from the scenario's own on
    unsigned jobs = 1;
    std::stop_token stop;
    std::function<void(const SweptPoint&)> swept;  ///< called once a point, in the order of the points
    std::function<void(std::size_t)> progress;     ///< called after each run with how many are done
};

/// Runs every point `repeats` times. Returns false when it was stopped; the points handed out until then are
/// complete.
bool sweep(std::span<const SweepPoint> points, const std::string& name, const RunScenario& run,
           const SweepAll& how);

/// The lines of a table of comma-separated values: the axes, then every figure; with repeats its mean and,
/// after it, ".ci95", ".min" and ".max".
std::string csv_heading(std::span<const SweepAxis> axes, std::size_t repeats);
std::string csv_row(const SweptPoint& point);

/// One line of JSON: as of a run or of repeats, with "over": {PATH: value, …} in front.
std::string to_json(const SweptPoint& point, std::span<const SweepAxis> axes);

}  // namespace stampede
