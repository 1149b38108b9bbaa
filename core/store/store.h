#pragma once

#include "core/recording/events.h"
#include "core/runtime/operation.h"
#include "core/store/entry.h"

namespace stampede {

/// The slice of Redis that strategies need. Each is one command or one Lua script: atomic.
enum class CommandKind : std::uint8_t {
    get,  ///< GET: fills *entry. ok, with entry->present telling whether there is one
    /// Lua: as get; and, when nothing fresh is there (or `force`), the lease if it is free: ok with
    /// token ≠ 0, or refused while another holds it
    get_or_lease,
    put,           ///< SET PX: stores *entry for ttl
    fill,          ///< Lua: as put, but refused if the entry there was written under a later token
    take_lock,     ///< SET NX PX (Lua with `fenced`: the token rises per key): ok with a token, or refused
    release_lock,  ///< Lua compare-and-delete, and PUBLISH to watchers: ok, or refused (another's, or gone)
    /// SUBSCRIBE with a look: ok at once if the lock is free, else when it is released or expires; timeout at
    /// `deadline`
    watch_lock,
    /// DEL of the entry. With `fenced` (Lua) it voids the lease of the key, too: whoever holds it has it no
    /// more, and a fill under a token from before is refused
    erase,
    erase_all,  ///< DEL of entry, lock or lease, and of what counts the key's tokens
    // what the mistakes use
    take_lock_forever,  ///< SET NX without expiry
    expire_lock,        ///< PEXPIRE of the lock, whoever owns it
    delete_lock,        ///< DEL of the lock, whoever owns it; publishes
};

/// One command. Lives in the awaiting call; the store never keeps it after it ended. Destroying it while it
/// is on its way does not take it back: the store applies it all the same, as a wire would.
struct Command : Operation {
    /// where the answer goes, or what is to be stored. Must outlive the command.
    Entry* entry = nullptr;
    Instant deadline = never;  ///< of watch_lock
    /// in: of entry, lock or lease, at least 1 ms; out, when a lock was refused: its time left
    Duration ttl{};
    ///< as far as the store tells, else unchanged
    std::uint32_t key = 0;
    std::uint32_t token = 0;  ///< in: whose; out: what was taken
    CallId call;
    CommandKind kind = CommandKind::get;
    Status answer = Status::pending;  ///< rides back with the command
    bool fenced = false;
    bool force = false;

    explicit Command(Scheduler& s) : Operation(s) {}
    ~Command();

    class Store* store = nullptr;  ///< set while the store has it
};

/// A key-value server with expiry, seen from one cluster of instances. Two worlds implement it, and one
/// contract test (tests/store) runs on both. A miss, or a lock held by another, is an answer; an unreachable
/// server is Status::error. TTLs are at least 1 ms; an entry or lock is gone at exactly its end.
class Store : public Handler {
public:
    virtual ~Store() = default;

    /// Sends `c`; it ends through the scheduler, never within the call.
    /// REQUIRES: c.kind and what it needs are set, c is not pending.
    Await send(Command& c)
    {
        c.status = c.answer = Status::pending;
        c.store = this;
        recorder_.command_sent();
        submit(c);
        return Await(c);
    }

    /// `c` is being destroyed while the store has it.
    void abandon(Command& c)
    {
        recorder_.command_ended();
        abandoned(c);
    }

    /// Before the run starts: puts `entry` there for `ttl` (none: it has expired already and is only
    /// recorded).
    virtual void preload(CallId call, std::uint32_t key, const Entry& entry, Duration ttl) = 0;

protected:
    explicit Store(Recorder& r) : recorder_(r) {}
    virtual void submit(Command& c) = 0;
    /// What is on its way for `c`, which is no more, stays on its way.
    virtual void abandoned(Command& c) = 0;
    /// The answer of `c` has reached its instance: the connection is free, and its caller goes on.
    void deliver(Command& c)
    {
        c.unlink();
        c.stage = 0;
        if (c.store) recorder_.command_ended();
        c.store = nullptr;
        c.scheduler.finish(c, c.answer);
    }

    Record events() const { return Record(recorder_); }
    void emit_stored(CallId call, const Entry& e)
    {
        events().stored(call, {e.generation, e.version, e.fresh_until, e.kept_until});
    }

    Recorder& recorder_;
};

inline Command::~Command()
{
    if (store && pending()) store->abandon(*this);
}

}  // namespace stampede
