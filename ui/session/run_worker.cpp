#include "ui/session/run_worker.h"

#include "core/runtime/input_error.h"
#include "core/strategy/catalogue.h"
#include "core/world/live_world.h"

#include <QCoreApplication>

#include <algorithm>

namespace stampede::ui {

namespace {

/// A run that takes less is let finish when the next request comes.
constexpr auto worthWaitingFor = std::chrono::milliseconds(120);

Scenario withoutProtection(Scenario scenario)
{
    scenario.strategy = choose(*find_strategy("none"), scenario.strategy);
    return scenario;
}

Trouble troubleFrom(std::exception_ptr error)
{
    using Kind = Trouble::Kind;
    try {
        std::rethrow_exception(error);
    } catch (const InputError& e) {
        return {Kind::input, QString::fromUtf8(e.what())};
    } catch (const StoreUnreachable& e) {
        return {Kind::unreachable, QString::fromUtf8(e.what())};
    } catch (const std::bad_alloc&) {
        return {Kind::internal,
                QCoreApplication::translate("Session", "There is not enough memory for a run of this size.")};
    } catch (const std::exception& e) {
        return {Kind::internal, QString::fromUtf8(e.what())};
    }
}

}  // namespace

RunWorker::RunWorker(Report report, Progress progress)
    : report_(std::move(report)), progress_(std::move(progress)),
      thread_([this](std::stop_token quit) { work(quit); })
{
}

RunWorker::~RunWorker()
{
    thread_.request_stop();
    const std::lock_guard lock(mutex_);
    current_.request_stop();
}

void RunWorker::submit(Job job)
{
    const std::lock_guard lock(mutex_);
    waiting_ = std::move(job);
    if (!busyWithRun_ || takesLong_) current_.request_stop();
    wake_.notify_one();
}

void RunWorker::steer(Scenario scenario)
{
    const std::lock_guard lock(mutex_);
    if (waiting_) {
        waiting_->scenario = std::move(scenario);
        return;
    }
    live_.steered = scenario;
    live_.settings.give(std::move(scenario));
}

void RunWorker::endLive()
{
    const std::lock_guard lock(mutex_);
    live_.ending.request_stop();
}

Scenario RunWorker::steered(const Job& job) const
{
    const std::lock_guard lock(mutex_);
    return live_.steered.value_or(job.scenario);
}

void RunWorker::discard(RunPtr run)
{
    const std::lock_guard lock(mutex_);
    discarded_.push_back(std::move(run));
    wake_.notify_one();
}

bool RunWorker::newerWaits() const
{
    const std::lock_guard lock(mutex_);
    return waiting_.has_value();
}

void RunWorker::work(const std::stop_token& quit)
{
    while (true) {
        std::optional<Job> job;
        std::vector<RunPtr> old;
        std::stop_token stop;
        {
            std::unique_lock lock(mutex_);
            busyWithRun_ = false;
            if (!wake_.wait(lock, quit, [this] { return waiting_ || !discarded_.empty(); })) return;
            old.swap(discarded_);
            job.swap(waiting_);
            if (job) {
                current_ = std::stop_source();
                live_.ending = std::stop_source();
                live_.steered.reset();
                live_.settings.take();  // what was meant for the run before
                stop = current_.get_token();
                busyWithRun_ = true;
                takesLong_ = job->recording ? false : job->simulates() ? simulationTakesLong_ : true;
            }
        }
        old.clear();
        if (job && !quit.stop_requested()) doJob(*job, stop);
    }
}

void RunWorker::doJob(const Job& job, const std::stop_token& stop)
{
    const auto began = std::chrono::steady_clock::now();
    try {
        const auto progress = [&](double fraction) { progress_(job.number, fraction); };
        RecordingPtr recording = job.recording;
        if (job.simulates()) {
            recording = simulate(job.scenario, {.stop = stop, .end = {}, .progress = progress});
        } else if (!recording) {
            recording = runLive(job, stop);
        }
        if (!recording || stop.stop_requested()) return;
        const RunPtr run = prepareRun(job.recording || job.simulates() ? job.scenario : steered(job),
                                      std::move(recording), false);
        {
            const std::lock_guard lock(mutex_);
            const auto took = std::chrono::steady_clock::now() - began;
            if (job.simulates()) simulationTakesLong_ = took > worthWaitingFor;
            busyWithRun_ = false;
        }
        report_({WorkDone::Kind::run, job.number, run, {}});
        const RunPtr before = std::exchange(kept_.simulated, job.simulates() ? run : nullptr);
        if (!newerWaits()) doFork(job, before, stop);
        if (!newerWaits()) doGhost(job, run, stop);
    } catch (...) {
        report_({WorkDone::Kind::trouble, job.number, nullptr, troubleFrom(std::current_exception())});
    }
}

RecordingPtr RunWorker::runLive(const Job& job, const std::stop_token& stop)
{
    LiveControl control;
    control.stop = stop;
    control.progress = [&](double fraction) { progress_(job.number, fraction); };
    control.settings = &live_.settings;
    {
        const std::lock_guard lock(mutex_);
        control.end = live_.ending.get_token();
    }
    const auto tell = [&](WorkDone done) {
        done.number = job.number;
        if (!stop.stop_requested()) report_(std::move(done));
    };
    control.status = [&](const LiveStatus& status) {
        WorkDone done;
        done.kind = WorkDone::Kind::status;
        done.status = status;
        tell(std::move(done));
    };
    control.refused = [&](const Scenario& holds, const std::string& sentence) {
        {
            const std::lock_guard lock(mutex_);
            live_.steered = holds;
        }
        WorkDone done;
        done.kind = WorkDone::Kind::refused;
        done.holds = holds;
        done.trouble = {Trouble::Kind::input, QString::fromStdString(sentence)};
        tell(std::move(done));
    };
    control.so_far = [&](RecordingPtr part) {
        WorkDone done;
        done.run = prepareRun(steered(job), std::move(part), true);
        tell(std::move(done));
    };
    return run_live(job.scenario, job.world.where(), control);
}

/// The run before is the fork when the fault is all that was added.
void RunWorker::doFork(const Job& job, const RunPtr& before, const std::stop_token& stop)
{
    if (!job.forkedBy || !job.world.isSimulated()) {
        kept_.fork = nullptr;
        return;
    }
    Scenario scenario = job.scenario;
    const auto fault = std::find(scenario.faults.begin(), scenario.faults.end(), *job.forkedBy);
    if (fault != scenario.faults.end()) scenario.faults.erase(fault);
    if (!kept_.fork || !same_run(kept_.fork->scenario, scenario)) {
        kept_.fork = before && same_run(before->scenario, scenario) ? before : nullptr;
        RecordingPtr recording =
            kept_.fork ? nullptr : simulate(scenario, {.stop = stop, .end = {}, .progress = {}});
        if (recording && !stop.stop_requested())
            kept_.fork = prepareRun(scenario, std::move(recording), false);
    }
    if (kept_.fork) report_({WorkDone::Kind::fork, job.number, kept_.fork, {}});
}

void RunWorker::doGhost(const Job& job, const RunPtr& run, const std::stop_token& stop)
{
    const Scenario scenario = withoutProtection(job.scenario);
    if (scenario.strategy == job.scenario.strategy && job.world.isSimulated()) {
        kept_.ghost = run;
    } else if (!kept_.ghost || !same_run(kept_.ghost->scenario, scenario)) {
        RecordingPtr recording = simulate(scenario, {.stop = stop, .end = {}, .progress = {}});
        if (!recording || stop.stop_requested()) return;
        kept_.ghost = prepareRun(scenario, std::move(recording), false);
    }
    report_({WorkDone::Kind::ghost, job.number, kept_.ghost, {}});
}

}  // namespace stampede::ui
