#pragma once

#include "core/scenario/scenario.h"
#include "core/world/live_world.h"
#include "ui/session/run.h"
#include "ui/session/trouble.h"
#include "ui/session/world.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

namespace stampede::ui {

/// What the worker is to do: run `scenario` in `world`, or only prepare `recording` for the views when there
/// is one.
struct Job {
    std::uint64_t number = 0;
    Scenario scenario;
    World world;
    RecordingPtr recording;
    std::optional<Fault> forkedBy;  ///< what the scenario would be without this fault is wanted too

    bool simulates() const { return !recording && world.isSimulated(); }
};

/// What came of a job. A job gives one `run` (after any partial ones of a live world), then a `fork` if it
/// has one and a `ghost`, or one `trouble`.
struct WorkDone {
    enum class Kind { run, fork, ghost, trouble, status, refused } kind = Kind::run;
    std::uint64_t number = 0;
    RunPtr run;
    Trouble trouble;                        ///< of `refused`: why
    std::optional<LiveStatus> status = {};  ///< of a live run, any number of times
    std::optional<Scenario> holds = {};     ///< of `refused`: new settings were not taken on, these hold
};

/// Makes runs on a thread of its own. Only the newest job counts: a job that waits is replaced, one that
/// would still take long is stopped, one that is nearly done is let finish, so that a drag shows pictures at
/// the rate they can be made.
class RunWorker {
public:
    using Report = std::function<void(WorkDone)>;                     ///< called on the worker's thread
    using Progress = std::function<void(std::uint64_t job, double)>;  ///< the same

    RunWorker(Report report, Progress progress);
    ~RunWorker();

    void submit(Job job);
    /// New settings for the live run of the newest job. REQUIRES: it can take them on.
    void steer(Scenario scenario);
    /// Ends the live run that goes on; it is reported as far as it came.
    void endLive();
    /// Lets go of a run on the worker's thread: freeing a million events takes longer than a frame.
    void discard(RunPtr run);

private:
    void work(const std::stop_token& quit);
    void doJob(const Job& job, const std::stop_token& stop);
    RecordingPtr runLive(const Job& job, const std::stop_token& stop);
    Scenario steered(const Job& job) const;
    void doFork(const Job& job, const RunPtr& before, const std::stop_token& stop);
    void doGhost(const Job& job, const RunPtr& run, const std::stop_token& stop);
    bool newerWaits() const;

    Report report_;
    Progress progress_;
    mutable std::mutex mutex_;
    std::condition_variable_any wake_;
    std::optional<Job> waiting_;
    std::vector<RunPtr> discarded_;
    /// The live run that goes on.
    struct LiveRun {
        std::stop_source ending;
        LiveSettings settings;
        std::optional<Scenario> steered;  ///< what it was given last
    };
    /// The newest of each, reused where nothing that they depend on has changed.
    struct Kept {
        RunPtr simulated;  ///< a fault that is added forks from it
        RunPtr fork, ghost;
    };
    std::stop_source current_;
    LiveRun live_;
    Kept kept_;
    bool busyWithRun_ = false;          ///< not with the ghost, which is stopped at once
    bool takesLong_ = false;            ///< the current job
    bool simulationTakesLong_ = false;  ///< judged by the newest one that was finished
    std::jthread thread_;               ///< last: it uses all of the above
};

}  // namespace stampede::ui
