#pragma once

#include "core/store/redis_address.h"

#include <sys/types.h>

#include <memory>
#include <string>
#include <vector>

namespace stampede {

struct PrivateRedisOptions {
    std::string program = "redis-server";  ///< looked for in PATH
    std::uint16_t port = 0;                ///< of 127.0.0.1, besides the socket; 0: none
    std::string password;                  ///< empty: none
    std::string more;                      ///< further lines of redis.conf
};

/// A redis-server of our own: on a unix socket in a directory that only this user can enter, without
/// persistence, with at most 256 MiB. It is gone with this object, and when this process or the thread that
/// made it dies.
class PrivateRedis {
public:
    /// Starts it and waits until it answers. Throws StoreUnreachable, with what to install when it is
    /// missing.
    explicit PrivateRedis(PrivateRedisOptions options = {});
    PrivateRedis(const PrivateRedis&) = delete;
    PrivateRedis& operator=(const PrivateRedis&) = delete;
    ~PrivateRedis();

    /// Over the socket, without a limit to commands.
    RedisAddress address() const;
    pid_t pid() const { return pid_; }

    // Faults.
    /// It stands still (SIGSTOP) until `resume`: connections stay, answers do not come.
    void stop();
    void resume();
    /// Starts another server, waits until it answers, and keeps it for one `restart`. Throws
    /// StoreUnreachable. REQUIRES: no port.
    void stand_by();
    /// kill -9, and another in its place: all data is gone. One that stands by answers now, a new one soon.
    void restart();
    /// kill -9.
    void kill();

private:
    void spawn();
    void wait_until_it_answers();
    std::string configuration() const;
    std::string socket() const { return directory_ + "/redis.sock"; }
    [[noreturn]] void give_up(const std::string& sentence);

    PrivateRedisOptions options_;
    std::string directory_;
    pid_t pid_ = -1;
    std::vector<std::unique_ptr<PrivateRedis>> standing_by_;
};

}  // namespace stampede
