#include "core/analysis/validation.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <exception>
#include <mutex>
#include <thread>

namespace stampede {

namespace {

/// The middle 95 % of `values`, by nearest rank: counts are neither continuous nor normal.
std::pair<double, double> prediction_interval(std::span<const double> values)
{
    std::vector<double> sorted(values.begin(), values.end());
    std::sort(sorted.begin(), sorted.end());
    return {sorted[rank_of(0.025, sorted.size())], sorted[rank_of(0.975, sorted.size())]};
}

/// What may be expected of runs with these values.
std::pair<double, double> acceptable(const ExpectedFigure& figure, std::span<const double> values,
                                     const Summary& measured)
{
    switch (figure.basis) {
    case Basis::published: return prediction_interval(values);
    case Basis::exact: return {measured.max, measured.min};  // the same only if all are equal
    case Basis::derived: break;
    }
    const double error = sample_deviation(values) / std::sqrt(static_cast<double>(values.size()));
    const double allowed = std::max(3 * error, figure.tolerance * std::abs(figure.expected));
    return {measured.mean - allowed, measured.mean + allowed};
}

/// One run of an experiment, and where its figures go.
struct Run {
    const Experiment* experiment;
    std::size_t number;  ///< from 0
    double* values;      ///< figure f of run n at [f · runs + n]
};

/// Takes the next run until there is none.
class Runs {
public:
    Runs(std::span<const Experiment> experiments, const Simulate& simulate, const ValidationControl& control)
        : simulate_(simulate), control_(control)
    {
        for (const Experiment& e : experiments) values_.emplace_back(e.runs * e.figures.size());
        for (std::size_t i = 0; i < experiments.size(); ++i)
            for (std::size_t n = 0; n < experiments[i].runs; ++n)
                runs_.push_back({&experiments[i], n, values_[i].data()});
        for (const Run& r : runs_) whole_ += weight(r);
    }

    void work()
    {
        for (std::size_t i = next_++; i < runs_.size() && !over_; i = next_++) {
            if (control_.stop.stop_requested()) {
                over_ = true;
                return;
            }
            try {
                one(runs_[i]);
            } catch (...) {
                const std::lock_guard lock(finished_);
                error_ = std::current_exception();
                over_ = true;
            }
        }
    }

    /// The figures of each run, by experiment; empty when stopped. REQUIRES: no thread works any more.
    std::vector<std::vector<double>> take()
    {
        if (error_) std::rethrow_exception(error_);
        if (over_) return {};
        return std::move(values_);
    }

private:
    /// Requests, roughly: what a run costs.
    static double weight(const Run& r)
    {
        double requests = 1;
        for (const Traffic& t : r.experiment->scenario.traffic) {
            if (const auto* steady = std::get_if<Steady>(&t))
                requests += steady->rate * seconds(steady->until - steady->from);
            if (const auto* closed = std::get_if<Closed>(&t))
                requests += closed->clients * 2 * seconds(closed->until - closed->from) /
                            seconds(closed->think_min + closed->think_max);
            if (const auto* burst = std::get_if<Burst>(&t)) requests += burst->requests;
        }
        return requests;
    }

    void one(const Run& r)
    {
        Scenario scenario = r.experiment->scenario;
        scenario.seed += r.number;
        const RecordingPtr recording = simulate_(scenario, control_.stop);
        if (!recording) {
            over_ = true;
            return;
        }
        const Metrics metrics = measure(*recording);
        const auto& figures = r.experiment->figures;
        for (std::size_t f = 0; f < figures.size(); ++f)
            r.values[f * r.experiment->runs + r.number] = figures[f].read(metrics);
        const std::lock_guard lock(finished_);
        done_ += weight(r);
        if (control_.progress) control_.progress(done_ / whole_);
    }

    const Simulate& simulate_;
    const ValidationControl& control_;
    std::vector<std::vector<double>> values_;
    std::vector<Run> runs_;
    double whole_ = 0, done_ = 0;
    std::atomic<std::size_t> next_ = 0;
    std::atomic<bool> over_ = false;  ///< stopped, or a run failed
    std::mutex finished_;
    std::exception_ptr error_;
};

}  // namespace

const char* name(Basis basis)
{
    switch (basis) {
    case Basis::derived: return "derived";
    case Basis::published: return "published";
    case Basis::exact: return "exact";
    }
    return "";
}

Finding judge(const Experiment& experiment, const ExpectedFigure& figure, std::span<const double> values)
{
    Finding f;
    f.id = experiment.id;
    f.settings = experiment.settings;
    f.variant = experiment.variant;
    f.what = figure.what;
    f.source = figure.source;
    f.basis = figure.basis;
    f.expected = figure.expected;
    f.tolerance = figure.tolerance;
    f.runs = values.size();
    f.measured = summarize(values);
    std::tie(f.low, f.high) = acceptable(figure, values, f.measured);
    f.holds = f.low <= f.expected && f.expected <= f.high;
    return f;
}

std::vector<Finding> validate(std::span<const Experiment> experiments, const Simulate& simulate,
                              const ValidationControl& control)
{
    Runs runs(experiments, simulate, control);
    {
        std::vector<std::jthread> helpers;
        for (unsigned i = 1; i < control.jobs; ++i) helpers.emplace_back([&runs] { runs.work(); });
        runs.work();
    }
    const std::vector<std::vector<double>> values = runs.take();
    std::vector<Finding> findings;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const Experiment& e = experiments[i];
        for (std::size_t f = 0; f < e.figures.size(); ++f)
            findings.push_back(judge(e, e.figures[f], std::span(values[i]).subspan(f * e.runs, e.runs)));
    }
    return findings;
}

std::string to_json(const Finding& f)
{
    const nlohmann::ordered_json measured{{"mean", f.measured.mean},
                                          {"ci95", f.measured.ci95},
                                          {"min", f.measured.min},
                                          {"max", f.measured.max}};
    const nlohmann::ordered_json line{
        {"id", f.id},         {"settings", f.settings}, {"case", f.variant},      {"what", f.what},
        {"source", f.source}, {"basis", name(f.basis)}, {"expected", f.expected}, {"tolerance", f.tolerance},
        {"runs", f.runs},     {"measured", measured},   {"low", f.low},           {"high", f.high},
        {"holds", f.holds}};
    return line.dump();
}

}  // namespace stampede
