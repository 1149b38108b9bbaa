#pragma once

#include "core/runtime/hook.h"
#include "core/runtime/time.h"

#include <coroutine>
#include <cstdint>

namespace stampede {

class Scheduler;
struct Operation;

/// What became of an operation. `pending` until it is over.
enum class Status : std::uint8_t {
    pending,
    ok,
    refused,    ///< an answer, not an error: somebody else holds what was asked for
    error,      ///< the store did not answer
    timeout,    ///< the operation's own deadline came first
    abandoned,  ///< the call that led died before it had a result
    failed,     ///< the database or loader failed
    absent,     ///< the database has no such row
};

/// Whoever moves an operation on when its time has come: a store, a database, the scheduler itself.
class Handler {
public:
    /// `operation` was scheduled for now; it is no longer in the queue.
    virtual void due(Operation& operation) = 0;

protected:
    ~Handler() = default;
};

/// While `until` lies ahead, whoever carries this pause goes on only then: a stopped process.
struct Pause {
    Instant until{};
};

/// Something a coroutine waits for. It lives in the awaiting frame, or in an object there, and is never
/// copied; destroying it cancels it: it leaves the event queue and any list of waiters. As a Hook it has a
/// place in one such list.
struct Operation : Hook {
    Instant at{};                    ///< when it is due, while it is scheduled
    std::coroutine_handle<> waiter;  ///< whom to resume
    Handler* handler = nullptr;      ///< who is told when it is due
    Scheduler& scheduler;
    const Pause* pause = nullptr;  ///< of the instance it belongs to, if any; outlives it
    std::uint32_t ticket = 0;      ///< place in the event queue, 0: not scheduled
    Status status = Status::ok;
    std::uint8_t stage = 0;  ///< the handler's own note of how far it has come

    explicit Operation(Scheduler& s) : scheduler(s) {}
    Operation(const Operation&) = delete;
    Operation& operator=(const Operation&) = delete;
    ~Operation();

    bool pending() const { return status == Status::pending; }

    /// The operation that `hook` is. REQUIRES: it is one, and no list's head.
    static Operation& of(Hook& hook) { return static_cast<Operation&>(hook); }
};

/// What `co_await` takes: a reference, so that a frame pays eight bytes for it. Continues at once when the
/// operation is over already.
struct [[nodiscard]] Await {
    Operation& operation;

    explicit Await(Operation& o) : operation(o) {}
    bool await_ready() const noexcept { return !operation.pending(); }
    void await_suspend(std::coroutine_handle<> h) noexcept { operation.waiter = h; }
    Status await_resume() const noexcept { return operation.status; }
};

}  // namespace stampede
