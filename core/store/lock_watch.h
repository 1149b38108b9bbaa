#pragma once

#include "core/store/network.h"
#include "core/store/store.h"

#include <functional>
#include <memory>
#include <unordered_map>

namespace stampede {

/// Everybody who waits for a lock on a real server (CommandKind::watch_lock). Three things end a wait,
/// whichever is first: the server says that the lock was released; a look finds it gone; the caller's
/// deadline. Looks are
/// made at the start, when the lock is due to expire, and now and then besides, so that a lost message cannot
/// strand anyone. All who watch one lock share its looks. What ends a wait reaches the caller half a
/// round trip later. A caller may be destroyed while it waits.
class LockWatch final : public Handler {
public:
    /// `look` asks the server how long the lock of a key still lives; its answer comes through `seen` or
    /// `failed`. `delivery` is told of each command whose answer has come. Both must outlive the watch.
    LockWatch(Scheduler& s, Network& network, Handler& delivery, std::function<void(std::uint32_t key)> look)
        : scheduler_(s), network_(network), delivery_(delivery), look_(std::move(look))
    {
    }

    /// `c` waits from now on. REQUIRES: c.kind is watch_lock.
    void add(Command& c);
    /// The server says that the lock was released.
    void released(std::uint32_t key) { end(key, Status::ok); }
    /// A look's answer: how long the lock still lives, zero if nobody holds it.
    void seen(std::uint32_t key, Duration remaining);
    /// A look got no answer.
    void failed(std::uint32_t key) { end(key, Status::error); }
    /// The looks asked for so far have left: who comes later needs another.
    void looks_left() { ++batch_; }
    /// Whether releases are being told. Without it, looks are all there is, and they are made more often.
    void listening(bool on) { listening_ = on; }

    /// A deadline has come.
    void due(Operation& o) override;

    static constexpr Duration backstop = std::chrono::seconds(1);
    static constexpr Duration backstop_deaf = std::chrono::milliseconds(50);

private:
    /// One lock. The operation is its next look.
    struct Watched final : Handler {
        Watched(LockWatch& o, std::uint32_t k) : owner(o), key(k), next_look(o.scheduler_) {}
        void due(Operation&) override { owner.look(*this); }

        LockWatch& owner;
        std::uint32_t key;
        std::uint64_t asked_in_batch = 0;
        Operation next_look;
        Hook waiters;
    };

    void look(Watched& w);
    void schedule_look(Watched& w, Duration in);
    void end(std::uint32_t key, Status status);

    Scheduler& scheduler_;
    Network& network_;
    Handler& delivery_;
    std::function<void(std::uint32_t)> look_;
    std::unordered_map<std::uint32_t, std::unique_ptr<Watched>> locks_;
    std::uint64_t batch_ = 1;
    bool listening_ = false;
};

}  // namespace stampede
