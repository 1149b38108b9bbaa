#pragma once

#include "core/runtime/scheduler.h"

#include <uv.h>

#include <exception>
#include <functional>

namespace stampede {

/// Drives a Scheduler by the steady clock, on a libuv loop of its own. Until `start` the scheduler stands
/// still at 0, so that connections can be made and a cache be warmed before the run begins. Belongs to one
/// thread.
class EventLoop {
public:
    explicit EventLoop(Scheduler& s);
    EventLoop(const EventLoop&) = delete;
    EventLoop& operator=(const EventLoop&) = delete;
    ~EventLoop();

    /// The run begins: 0 is now.
    void start();
    /// Runs until `over` is true, which is asked after every wake-up; sleeps in between. Costs nothing while
    /// idle. Throws what leaves a task or a handler; the loop may not be run again then.
    void run_until(const std::function<bool()>& over);
    /// Ends the sleep of `run_until`, so that it asks again. The one function that other threads may call.
    void wake();

    /// Calls `handler` from within a callback of the loop, which exceptions must not leave: they end
    /// `run_until`, which throws them.
    template <class F>
    void guard(F handler) noexcept
    {
        try {
            if (!failure_) handler();
        } catch (...) {
            failure_ = std::current_exception();
            uv_stop(&loop_);
        }
    }

    /// Runs what is due by now. Whoever handles input calls it first, so that time never runs backwards for
    /// the events that the input causes.
    void catch_up();

    /// Nanoseconds of the steady clock as of the last wake-up: for timeouts that are not part of the run.
    Instant steady() const { return steady_; }

    /// The run's time stops here.
    Instant horizon = never;

    /// Called before the loop goes to sleep: the place to write what has gathered. May be empty.
    std::function<void()> before_sleep;

    uv_loop_t& loop() { return loop_; }
    Scheduler& scheduler() { return scheduler_; }

private:
    void turn();
    void set_alarm();

    Scheduler& scheduler_;
    uv_loop_t loop_;
    uv_prepare_t prepare_;
    uv_poll_t alarm_;  ///< a timerfd: libuv's own timers know whole milliseconds only
    uv_async_t async_;
    int alarm_fd_ = -1;
    Instant alarm_at_ = never;  ///< by the clock of the run
    Instant steady_{};
    Instant started_at_{};  ///< by the steady clock
    bool started_ = false;
    std::exception_ptr failure_;  ///< that a handler left
    const std::function<bool()>* over_ = nullptr;
};

}  // namespace stampede
