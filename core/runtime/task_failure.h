#pragma once

namespace stampede {

/// An exception that left a task, such as std::bad_alloc: no task can catch it, so the run is over. Until it
/// has been passed on, tasks that end do not resume whoever waits for them; the scheduler passes it on to
/// whoever drives it. One for each thread.
class TaskFailure {
public:
    /// Notes the exception that is being handled. The first one counts.
    static void note() noexcept;
    static bool pending() noexcept { return pending_; }
    /// Throws what was noted, if anything was.
    static void check()
    {
        if (pending_) [[unlikely]]
            rethrow();
    }

private:
    [[noreturn]] static void rethrow();
    static constinit inline thread_local bool pending_ = false;
};

}  // namespace stampede
