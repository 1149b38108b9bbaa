#include "core/analysis/comparison.h"

#include "core/analysis/trouble_text.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <mutex>
#include <thread>

namespace stampede {

RunReport report_on(const Recording& recording, const Scenario& scenario, const std::string& name)
{
    RunReport report;
    report.scenario = name;
    report.strategy = scenario.strategy.name;
    report.world = recording.world;
    report.seed = recording.seed;
    report.metrics = measure(recording);
    report.invariants = check_invariants(recording, scenario);
    report.missed = missed_expectations(report.metrics, scenario.expect);
    report.trouble = recording.trouble;
    if (recording.world != "simulated") report.outcomes = recording.outcomes;
    report.server_was_there = server_was_there(recording);
    report.end = recording.end;
    report.cut_short = recording.cut_short;
    report.engine.events = recording.resumptions;
    return report;
}

namespace {

/// Takes the next scenario until there is none.
class Worklist {
public:
    Worklist(std::span<const Scenario> scenarios, const std::string& name, const RunScenario& run,
             const RunAll& how)
        : scenarios_(scenarios), name_(name), run_(run), how_(how), results_(scenarios.size()),
          errors_(scenarios.size())
    {
    }

    void work()
    {
        for (std::size_t i = next_++; i < scenarios_.size() && !over(); i = next_++) {
            try {
                one(i);
            } catch (...) {
                errors_[i] = std::current_exception();
                failed_ = true;
            }
        }
    }

    std::vector<CompletedRun> take()
    {
        for (const std::exception_ptr& e : errors_)
            if (e) std::rethrow_exception(e);
        if (done_ < scenarios_.size()) return {};
        return std::move(results_);
    }

private:
    bool over() const { return failed_ || how_.stop.stop_requested(); }

    void one(std::size_t i)
    {
        const auto begun = std::chrono::steady_clock::now();
        const RecordingPtr recording = run_(scenarios_[i]);
        const std::chrono::duration<double, std::milli> wall = std::chrono::steady_clock::now() - begun;
        if (!recording) return;
        results_[i].report = report_on(*recording, scenarios_[i], name_);
        results_[i].report.engine.wall_ms = wall.count();
        if (how_.keep_recordings) results_[i].recording = recording;
        const std::lock_guard lock(progress_);
        ++done_;
        if (how_.completed) how_.completed(i, results_[i]);
        if (how_.progress) how_.progress(done_);
    }

    std::span<const Scenario> scenarios_;
    const std::string& name_;
    const RunScenario& run_;
    const RunAll& how_;
    std::vector<CompletedRun> results_;
    std::vector<std::exception_ptr> errors_;
    std::atomic<std::size_t> next_ = 0;
    std::atomic<bool> failed_ = false;
    std::mutex progress_;
    std::size_t done_ = 0;
};

}  // namespace

std::vector<CompletedRun> run_all(std::span<const Scenario> scenarios, const std::string& name,
                                  const RunScenario& run, const RunAll& how)
{
    Worklist list(scenarios, name, run, how);
    {
        std::vector<std::jthread> helpers;
        for (std::size_t i = 1; i < std::min<std::size_t>(how.jobs, scenarios.size()); ++i)
            helpers.emplace_back([&list] { list.work(); });
        list.work();
    }
    return list.take();
}

std::vector<Scenario> with_seeds(const Scenario& scenario, std::size_t count)
{
    std::vector<Scenario> all(count, scenario);
    for (std::size_t i = 0; i < count; ++i) all[i].seed = scenario.seed + i;
    return all;
}

unsigned all_cores()
{
    return std::max(1u, std::thread::hardware_concurrency());
}

}  // namespace stampede
