#pragma once

#include "core/analysis/metrics.h"
#include "core/analysis/statistics.h"
#include "core/scenario/scenario.h"

#include <functional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace stampede {

/// Where an expected figure comes from, and with that, when it is met.
enum class Basis : std::uint8_t {
    /// by arithmetic (theory.h): the mean of our runs is within three standard errors, or the tolerance
    derived,
    published,  ///< one run of somebody else's: it lies within the 95 % prediction interval of ours
    exact,      ///< follows from the strategy alone: every run gives this number
};
const char* name(Basis basis);

/// One figure that runs must meet.
struct ExpectedFigure {
    std::string what;    ///< "loads per cycle"
    std::string source;  ///< the formula, or who published it
    Basis basis = Basis::derived;
    double expected = 0;
    double tolerance = 0;  ///< of Basis::derived, relative
    std::function<double(const Metrics&)> read;
};

/// A scenario, how often it is run (seeds seed, seed + 1, …), and what is to come of it.
struct Experiment {
    std::string id;        ///< of a group that belongs together: "xfetch-size"
    std::string settings;  ///< of the whole group, in words: "xfetch, λ 1000/s, D 100 ms, ttl 10 s"
    std::string variant;   ///< what is special about this one: "β 0.5"; empty in a group of one
    Scenario scenario;
    std::size_t runs = 1;
    std::vector<ExpectedFigure> figures;
};

/// All published and derived figures, in the order in which they are shown, groups side by side. Together
/// some 200 million requests. In their texts λ is requests a second, D the time of a load, δ the load time
/// stored with an entry, ξ a window, γ Euler's constant.
std::vector<Experiment> all_experiments();

/// What became of one figure.
struct Finding {
    std::string id, settings, variant, what, source;
    Basis basis = Basis::derived;
    double expected = 0, tolerance = 0;
    std::size_t runs = 0;
    Summary measured;
    double low = 0, high = 0;  ///< where `expected` may lie, both ends included; see Basis
    bool holds = false;
};

/// Compares one figure with its value in each run. Pure. REQUIRES: values are not empty.
Finding judge(const Experiment& experiment, const ExpectedFigure& figure, std::span<const double> values);

/// Makes a run in the simulated world; nullptr when it was stopped. Called on several threads at once.
using Simulate = std::function<RecordingPtr(const Scenario&, std::stop_token)>;

struct ValidationControl {
    unsigned jobs = 1;  ///< threads; the findings do not depend on it
    std::stop_token stop;
    /// called on one thread at a time, with the fraction that is done
    std::function<void(double)> progress;
};

/// Runs all experiments and judges their figures, in order. Empty when stopped.
std::vector<Finding> validate(std::span<const Experiment> experiments, const Simulate& simulate,
                              const ValidationControl& control = {});

/// One line of JSON: {"id", "settings", "case", "what", "source", "basis", "expected", "tolerance", "runs",
/// "measured": {"mean", "ci95", "min", "max"}, "low", "high", "holds"}.
std::string to_json(const Finding& finding);

}  // namespace stampede
