#pragma once

#include "core/recording/recorder.h"
#include "core/runtime/task.h"
#include "core/store/event_loop.h"
#include "core/store/private_redis.h"
#include "core/store/redis_store.h"
#include "core/store/simulated_store.h"

#include <functional>
#include <memory>
#include <string>

namespace stampede {

/// Asks a server as a stranger would, over a connection of its own: words in, the answer as text ("(nil)" for
/// none).
std::string ask_redis(const RedisAddress& server, const std::vector<std::string>& words);

/// A store with all that it needs to be tried: the same stories are told on the model and on a real server.
class StoreBench {
public:
    virtual ~StoreBench() = default;
    virtual Store& store() = 0;
    /// Until all tasks have ended.
    virtual void run() = 0;

    /// The events recorded so far, a word each: "lock_taken lock_released".
    std::string events();

    Scheduler scheduler;
    Recorder recorder{scheduler};
    TaskGroup tasks;  ///< a bench kills them before it takes its store down
};

class SimulatedBench final : public StoreBench {
public:
    explicit SimulatedBench(const NetworkModel& network = {}, std::uint64_t seed = 1)
        : store_(scheduler, recorder, network, 8, seed)
    {
    }
    ~SimulatedBench() override { tasks.kill(); }
    SimulatedStore& store() override { return store_; }
    void run() override { scheduler.run(never); }

private:
    SimulatedStore store_;
};

/// On a private redis-server.
class RedisBench final : public StoreBench {
public:
    explicit RedisBench(PrivateRedisOptions server = {}, RedisStoreOptions options = {},
                        Duration patience = std::chrono::seconds(5));
    ~RedisBench() override;

    RedisStore& store() override { return *store_; }
    void run() override;
    void run_until(const std::function<bool()>& over);
    std::string ask(const std::vector<std::string>& words) { return ask_redis(server.address(), words); }

    PrivateRedis server;
    EventLoop loop{scheduler};

private:
    std::unique_ptr<RedisStore> store_;
    bool started_ = false;
};

}  // namespace stampede
