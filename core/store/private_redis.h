#pragma once

#include "core/store/redis_address.h"

#include <sys/types.h>

#include <string>

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
    /// kill -9, and a new one in its place, which answers soon: all data is gone.
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
};

}  // namespace stampede
