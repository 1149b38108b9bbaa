#include "benchmarks/floor.h"

#include "core/runtime/random.h"
#include "core/runtime/scheduler.h"

#include <deque>
#include <vector>

namespace stampede {

namespace {

using namespace std::chrono_literals;

constexpr Duration half_trip = 300us;
constexpr Duration query_time = 100ms;
constexpr Duration poll = 50ms;
constexpr Duration within = 3ms;
constexpr std::uint32_t pool = 100;

enum class State : std::uint8_t {
    arriving,
    looking,
    looked,
    locking,
    refused,
    won,
    looking_again,
    querying,
    storing,
    stored,
    releasing,
    released,
    sleeping,
};

struct Request : Operation {
    State state = State::arriving;
    bool found = false;
    bool waits = false;
    explicit Request(Scheduler& s) : Operation(s) {}
};

class Floor final : public Handler {
public:
    explicit Floor(const FloorRun& run) : run_(run), jitter_(1, Stream::network) {}

    FloorResult run()
    {
        for (std::uint32_t i = 0; i < run_.requests; ++i) requests_.emplace_back(scheduler_);
        arrive();
        scheduler_.run(never);
        result_.end = scheduler_.now();
        return result_;
    }

    void due(Operation& o) override
    {
        auto& r = static_cast<Request&>(o);
        switch (r.state) {
        // at the store, or at the database
        case State::looking:
            r.found = cached_;
            step(r, State::looked, half_trip);
            return;
        case State::locking: take_lock(r); return;
        case State::storing:
            cached_ = true;
            step(r, State::stored, half_trip);
            return;
        case State::releasing:
            locked_ = false;
            step(r, State::released, half_trip);
            return;
        default: break;
        }
        ++result_.steps;
        switch (r.state) {
        case State::arriving:
            arrive();
            step(r, State::looking, half_trip);
            return;
        case State::looked: has_looked(r); return;
        case State::refused:
            r.waits = true;
            step(r, State::looking, half_trip);
            return;
        case State::won: step(r, State::looking_again, half_trip); return;
        case State::looking_again: query(r); return;
        case State::querying: queried(r); return;
        case State::sleeping: step(r, State::looking, half_trip); return;
        case State::stored: run_.locking ? step(r, State::releasing, half_trip) : answer(); return;
        default: answer(); return;
        }
    }

private:
    void step(Request& r, State next, Duration delay)
    {
        r.state = next;
        if (run_.random)
            delay += Duration(
                static_cast<std::int64_t>(static_cast<double>(delay.count()) * (jitter_.unit() - 0.5) / 4));
        scheduler_.schedule(r, scheduler_.now() + delay, *this);
    }

    /// Request i arrives, and sees to it that the next one does.
    void arrive()
    {
        if (arrived_ == run_.requests) return;
        Request& r = requests_[arrived_];
        scheduler_.schedule(r, run_start + within * arrived_ / run_.requests, *this);
        ++arrived_;
    }

    void has_looked(Request& r)
    {
        if (r.found)
            answer();
        else if (r.waits)
            step(r, State::sleeping, poll);
        else if (run_.locking)
            step(r, State::locking, half_trip);
        else
            query(r);
    }

    void take_lock(Request& r)
    {
        step(r, locked_ ? State::refused : State::won, half_trip);
        locked_ = true;
    }

    void query(Request& r)
    {
        ++result_.queries;
        if (busy_ == pool) {
            queue_.append(r);
            return;
        }
        ++busy_;
        step(r, State::querying, query_time);
    }

    void queried(Request& r)
    {
        if (queue_.linked()) {
            auto& next = static_cast<Request&>(Operation::of(*queue_.next));
            next.unlink();
            step(next, State::querying, query_time);
        } else {
            --busy_;
        }
        step(r, State::storing, half_trip);
    }

    void answer() { ++result_.answered; }

    FloorRun run_;
    Random jitter_;
    Scheduler scheduler_;
    std::deque<Request> requests_;
    Hook queue_;
    FloorResult result_;
    std::uint32_t arrived_ = 0;
    std::uint32_t busy_ = 0;
    bool cached_ = false;
    bool locked_ = false;
};

}  // namespace

FloorResult run_floor(const FloorRun& run)
{
    return Floor(run).run();
}

}  // namespace stampede
