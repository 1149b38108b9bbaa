#pragma once

#include "core/runtime/frame_pool.h"
#include "core/runtime/hook.h"
#include "core/runtime/task_failure.h"

#include <coroutine>
#include <exception>
#include <utility>

namespace stampede {

/// A coroutine that its caller awaits. Starts when awaited, owns its frame, and is destroyed with the frame
/// it is awaited in. Strategies report failures as values; an exception that leaves a task (memory that ends)
/// goes past all who wait for it to whoever drives the scheduler, and ends the run (TaskFailure).
template <class T>
class [[nodiscard]] Task {
public:
    struct promise_type : PooledFrame {
        std::coroutine_handle<> parent;
        Task* owner = nullptr;  ///< what the parent awaits: in the parent's frame, so it stays where it is
        T value{};

        struct Final {
            bool await_ready() noexcept { return false; }
            std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> h) noexcept
            {
                if (TaskFailure::pending()) [[unlikely]]
                    return std::noop_coroutine();
                return h.promise().parent;
            }
            void await_resume() noexcept {}
        };

        Task get_return_object() { return Task(std::coroutine_handle<promise_type>::from_promise(*this)); }
        std::suspend_always initial_suspend() noexcept { return {}; }
        Final final_suspend() noexcept { return {}; }
        void return_value(T v) { value = v; }
        void unhandled_exception() noexcept { TaskFailure::note(); }
    };

    Task(Task&& other) noexcept : handle_(std::exchange(other.handle_, {})) {}
    Task& operator=(Task&&) = delete;
    ~Task()
    {
        if (handle_) handle_.destroy();
    }

    bool await_ready() const noexcept { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> parent) noexcept
    {
        handle_.promise().parent = parent;
        handle_.promise().owner = this;
        return handle_;
    }
    T await_resume() const noexcept { return handle_.promise().value; }

private:
    template <class>
    friend class ContinueAs;
    explicit Task(std::coroutine_handle<promise_type> h) : handle_(h) {}
    std::coroutine_handle<promise_type> handle_;
};

/// What `continue_as` gives.
template <class T>
class [[nodiscard]] ContinueAs {
public:
    using Handle = std::coroutine_handle<typename Task<T>::promise_type>;

    explicit ContinueAs(Task<T>&& next) : next_(std::move(next)) {}
    bool await_ready() const noexcept { return false; }
    /// Not inlined: this object lies in the frame that is destroyed here, and clang 14 would keep locals
    /// there as well.
    [[gnu::noinline]] std::coroutine_handle<> await_suspend(Handle done) noexcept
    {
        const Handle next = std::exchange(next_.handle_, {});
        next.promise().parent = done.promise().parent;
        next.promise().owner = done.promise().owner;
        done.promise().owner->handle_ = next;
        done.destroy();
        return next;
    }
    [[noreturn]] T await_resume() const noexcept { std::terminate(); }

private:
    Task<T> next_;
};

/// For the last thing that a task does: `co_return co_await continue_as(load(c));` is what `co_return
/// co_await load(c);` is, except that the frame is given back first. So a call that goes through many steps
/// has the frame of one. Locals of the caller, and parameters by value, are gone when `next` starts: it must
/// not refer to them.
template <class T>
ContinueAs<T> continue_as(Task<T> next)
{
    return ContinueAs<T>(std::move(next));
}

/// The roots of one owner. Killing destroys them where they stand: no clean-up of theirs runs, exactly as in
/// a crash. Keep it the last member of its owner, so that it goes first.
class TaskGroup {
public:
    ~TaskGroup() { kill(); }
    /// REQUIRES: not called from one of these tasks.
    void kill();
    bool empty() const { return !roots_.linked(); }

private:
    friend struct Root;
    Hook roots_;
};

/// A coroutine that nobody awaits. It starts at once and belongs to the group of its first parameter:
/// `Root f(Owner& owner, …)` where `owner.tasks` is a TaskGroup.
struct Root {
    struct promise_type : Hook, PooledFrame {
        template <class Owner, class... Rest>
        explicit promise_type(Owner& owner, Rest&&...)
        {
            owner.tasks.roots_.append(*this);
        }
        Root get_return_object() { return {}; }
        std::suspend_never initial_suspend() noexcept { return {}; }
        std::suspend_never final_suspend() noexcept { return {}; }
        void return_void() {}
        void unhandled_exception() noexcept { TaskFailure::note(); }
    };
};

inline void TaskGroup::kill()
{
    while (roots_.linked()) {
        auto& promise = static_cast<Root::promise_type&>(*roots_.next);
        std::coroutine_handle<Root::promise_type>::from_promise(promise).destroy();
    }
}

}  // namespace stampede
