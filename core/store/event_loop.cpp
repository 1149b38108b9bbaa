#include "core/store/event_loop.h"

#include "core/runtime/say.h"

#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>
#include <system_error>

namespace stampede {

namespace {

Instant steady_clock_now()
{
    return Instant(std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now().time_since_epoch()));
}

void require(int result, const char* what)
{
    if (result < 0) throw std::system_error(-result, std::generic_category(), say_marked(what));
}

}  // namespace

EventLoop::EventLoop(Scheduler& s) : scheduler_(s), steady_(steady_clock_now())
{
    alarm_fd_ = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
    if (alarm_fd_ < 0) throw std::system_error(errno, std::generic_category(), say("cannot make a timer"));
    require(uv_loop_init(&loop_), to_say("cannot make an event loop"));
    require(uv_prepare_init(&loop_, &prepare_), to_say("cannot make an event loop"));
    require(uv_poll_init(&loop_, &alarm_, alarm_fd_), to_say("cannot watch a timer"));
    require(uv_async_init(&loop_, &async_, [](uv_async_t*) {}), to_say("cannot make an event loop"));
    prepare_.data = this;
    uv_prepare_start(&prepare_, [](uv_prepare_t* h) {
        auto& self = *static_cast<EventLoop*>(h->data);
        self.guard([&self] { self.turn(); });
    });
    // The alarm only has to wake the loop: what is due runs in `turn`.
    alarm_.data = this;
    uv_poll_start(&alarm_, UV_READABLE, [](uv_poll_t* h, int, int) {
        auto& self = *static_cast<EventLoop*>(h->data);
        std::uint64_t expirations = 0;
        if (::read(self.alarm_fd_, &expirations, sizeof expirations) > 0) self.alarm_at_ = never;
    });
}

EventLoop::~EventLoop()
{
    for (auto* h : {reinterpret_cast<uv_handle_t*>(&prepare_), reinterpret_cast<uv_handle_t*>(&alarm_),
                    reinterpret_cast<uv_handle_t*>(&async_)})
        uv_close(h, nullptr);
    uv_run(&loop_, UV_RUN_DEFAULT);
    uv_loop_close(&loop_);
    ::close(alarm_fd_);
}

void EventLoop::start()
{
    started_at_ = steady_ = steady_clock_now();
    started_ = true;
}

void EventLoop::run_until(const std::function<bool()>& over)
{
    if (over()) return;
    over_ = &over;
    uv_run(&loop_, UV_RUN_DEFAULT);
    over_ = nullptr;
    if (failure_) std::rethrow_exception(failure_);
}

void EventLoop::wake()
{
    uv_async_send(&async_);
}

void EventLoop::catch_up()
{
    steady_ = steady_clock_now();
    if (!started_) return;
    const Instant now = std::min(run_start + (steady_ - started_at_), horizon);
    scheduler_.run(now);
    if (!scheduler_.halted()) scheduler_.advance(std::max(now, scheduler_.now()));
}

void EventLoop::turn()
{
    catch_up();
    if (before_sleep) before_sleep();
    if (over_ && (*over_)()) uv_stop(&loop_);
    set_alarm();
}

void EventLoop::set_alarm()
{
    const Instant next = std::min(scheduler_.next(), horizon);
    if (!started_ || scheduler_.halted() || next >= alarm_at_) return;
    const std::int64_t ns = (started_at_ + (next - run_start)).time_since_epoch().count();
    itimerspec when{};
    when.it_value.tv_sec = ns / 1'000'000'000;
    when.it_value.tv_nsec = ns % 1'000'000'000;
    timerfd_settime(alarm_fd_, TFD_TIMER_ABSTIME, &when, nullptr);
    alarm_at_ = next;
}

}  // namespace stampede
