#pragma once

#include "core/runtime/event_queue.h"
#include "core/runtime/operation.h"
#include "core/runtime/task_failure.h"

#include <cstdint>

namespace stampede {

/// The one place where time passes and coroutines go on. A world moves it: the simulated one by `run`, the
/// live one by `run` up to the present. Belongs to one thread.
class Scheduler final : public Handler {
public:
    Instant now() const { return now_; }
    /// Number of times a task was resumed.
    std::uint64_t resumptions() const { return resumptions_; }
    /// Earliest instant at which something may be due.
    Instant next() const { return queue_.next(); }

    /// Tells `handler` at `when`. REQUIRES: not scheduled; when ≥ now.
    void schedule(Operation& o, Instant when, Handler& handler)
    {
        o.at = when;
        o.handler = &handler;
        queue_.push(o);
    }
    void cancel(Operation& o) { queue_.cancel(o); }
    /// `with` takes the place of `o` in the queue, at the same instant and with the same handler.
    void replace(Operation& o, Operation& with)
    {
        with.at = o.at;
        with.handler = o.handler;
        queue_.replace(o, with);
    }

    /// Ends after `d` with Status::ok. REQUIRES: not scheduled.
    Await sleep(Operation& o, Duration d)
    {
        o.status = Status::pending;
        o.stage = 0;
        schedule(o, now_ + d, *this);
        return Await(o);
    }

    /// Ends `o` with `status` and resumes its waiter, now; or when its pause is over.
    void finish(Operation& o, Status status)
    {
        if (o.pause && o.pause->until > now_) {
            finish_at(o, status, o.pause->until);
            return;
        }
        o.status = status;
        ++resumptions_;
        if (o.waiter) std::exchange(o.waiter, {}).resume();
    }
    /// Ends `o` with `status` at `when`, from the queue: what wakes others calls this, so that stacks stay
    /// flat.
    void finish_at(Operation& o, Status status, Instant when)
    {
        o.unlink();
        cancel(o);
        o.stage = static_cast<std::uint8_t>(status);
        schedule(o, when, *this);
    }

    /// Runs everything due at or before `until`, in order. Throws what leaves a task. Leaves `now` at the
    /// last event. Ends early after halt(). `stop` is asked every few thousand events; true ends the run
    /// early, and `run` returns false.
    template <class Stop>
    bool run(Instant until, Stop stop)
    {
        for (std::uint32_t n = 1; !halted_; ++n) {
            Operation* o = queue_.pop(until);
            if (!o) break;
            now_ = o->at;
            o->handler->due(*o);
            TaskFailure::check();
            if (n % 8192 == 0 && stop()) return false;
        }
        return true;
    }
    /// Nothing more is to be run: `run` returns after the present event.
    void halt() { halted_ = true; }
    bool halted() const { return halted_; }
    void run(Instant until)
    {
        run(until, [] { return false; });
    }
    /// The live world's clock moved on with nothing due. REQUIRES: to ≥ now.
    void advance(Instant to) { now_ = to; }

    void due(Operation& o) override
    {
        const auto status = static_cast<Status>(o.stage);
        o.stage = 0;
        o.unlink();
        finish(o, status == Status::pending ? Status::ok : status);
    }

private:
    EventQueue queue_;
    Instant now_{};
    bool halted_ = false;
    std::uint64_t resumptions_ = 0;
};

inline Operation::~Operation()
{
    scheduler.cancel(*this);
}

}  // namespace stampede
