#pragma once

#include "core/store/entry_text.h"
#include "core/store/redis_connection.h"
#include "core/store/redis_keys.h"
#include "core/store/redis_scripts.h"
#include "core/store/store.h"

#include <optional>
#include <string>

namespace stampede {

/// What is on its way to the server, whether or not its caller is still alive.
struct RedisRequest {
    CommandKind kind = CommandKind::get;
    bool fenced = false;
    bool force = false;
    bool whole_script = false;  ///< the server did not know the script: this is the second try
    std::uint32_t key = 0;
    std::uint32_t token = 0;
    CallId call;
    Duration ttl{};
    Instant sent{};                ///< by the run's clock
    const Entry* entry = nullptr;  ///< to be stored
};

/// What its answer means.
struct RedisOutcome {
    Status status = Status::error;
    bool unknown_script = false;
    /// what was taken; after a release or deletion, and a refused fill: the other's; erase_all: 0 if there
    /// was nothing
    std::uint32_t token = 0;
    Duration lock_left{};  ///< of a lock that another holds; zero: unknown, or (watch_lock) free
    Entry entry;           ///< found
};

/// How the verbs of Store are said to Redis, and how its answers read.
class RedisDialect {
public:
    /// `owner` sets the locks of this process apart from those of others; `epoch` as in EntryText.
    RedisDialect(const RedisKeys& keys, const std::string& owner, Duration epoch,
                 EntryValues* values = nullptr)
        : keys_(keys), mark_("." + owner), epoch_(epoch), values_(values), entries_(epoch, values)
    {
    }

    /// Writes `r` to `c`; the answer will come with `tag`. watch_lock is said as a look at the lock's
    /// remaining time.
    void say(const RedisRequest& r, RedisConnection& c, void* tag) const;
    RedisOutcome hear(const RedisRequest& r, const Reply& reply);

    /// Whole milliseconds, rounded up, at least 1: a life as Redis takes it.
    static std::int64_t milliseconds_of(Duration d);

private:
    RedisCommand begin_script(Script s, const RedisRequest& r, RedisConnection& c, void* tag,
                              std::size_t keys, std::size_t arguments) const;
    std::string lock_text(std::uint32_t token) const { return std::to_string(token) + mark_; }
    RedisCommand& name_all(RedisCommand& command, std::uint32_t key) const;
    RedisOutcome hear_entry(const Reply& reply);
    RedisOutcome hear_lease(const Reply& reply);
    RedisOutcome hear_fenced(const Reply& reply) const;
    RedisOutcome hear_owner(const RedisRequest& r, const Reply& reply) const;
    static RedisOutcome hear_time_left(const Reply& reply);

    const RedisKeys& keys_;
    std::string mark_;
    Duration epoch_;
    EntryValues* values_;
    EntryReader entries_;
};

}  // namespace stampede
