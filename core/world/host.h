#pragma once

#include "core/scenario/scenario.h"
#include "core/strategy/instance.h"

#include <memory>
#include <vector>

namespace stampede {

/// The worker threads of one instance, and the queue of those who wait for one.
class Workers {
public:
    /// `count` 0: as many as needed.
    Workers(std::uint32_t count, std::uint32_t queue) : count_(count), longest_queue_(queue) {}

    bool limited() const { return count_ > 0; }
    /// Takes a free one.
    bool take()
    {
        if (busy_ >= count_) return false;
        ++busy_;
        return true;
    }
    bool free() const { return !limited() || busy_ < count_; }
    bool queue_full() const { return waiting_ >= longest_queue_; }
    /// The operation ends with ok when it got a worker.
    void wait(Operation& o)
    {
        ++waiting_;
        o.status = Status::pending;
        queue_.append(o);
    }
    /// Somebody who waited has gone away.
    void stopped_waiting() { --waiting_; }
    /// Hands the worker to whoever waits longest.
    void give_back(Scheduler& scheduler)
    {
        if (!limited()) return;
        if (!queue_.linked()) {
            --busy_;
            return;
        }
        --waiting_;
        scheduler.finish_at(Operation::of(*queue_.next), Status::ok, scheduler.now());
    }
    /// Their process is gone.
    void forget_all() { busy_ = waiting_ = 0; }

private:
    std::uint32_t count_, longest_queue_;
    std::uint32_t busy_ = 0, waiting_ = 0;
    Hook queue_;
};

/// An instance as the world has it: how many requests it can serve at a time, and whether the balancer sends
/// it any.
struct Host final : Instance {
    Workers workers;
    bool in_rotation = true;

    Host(Services& s, std::uint16_t number, const Instances& how)
        : Instance(s, number), workers(how.workers, how.queue)
    {
    }
    ~Host() { tasks.kill(); }
};

using Hosts = std::vector<std::unique_ptr<Host>>;

}  // namespace stampede
