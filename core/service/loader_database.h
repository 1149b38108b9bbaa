#pragma once

#include "core/database/database.h"
#include "core/service/loader.h"
#include "core/service/value_table.h"
#include "core/store/event_loop.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace stampede {

/// A database made of loaders: they run on threads of its own, their results come back through the loop. What
/// it says of a row is what the loader said last.
class LoaderDatabase final : public Database {
public:
    LoaderDatabase(EventLoop& loop, ValueTable& values, std::size_t threads);
    ~LoaderDatabase() override;

    /// What loads `key` from now on.
    void set_loader(std::uint32_t key, const Loader& loader);
    /// What the loader of `key` said when it failed last; empty if it never did.
    const std::string& last_error(std::uint32_t key) { return rows_[key].error; }
    /// Ends the queries whose loaders have come back. On the loop's thread, after each wake-up.
    void deliver();

    Await run(Query& q, Duration limit) override;
    Status read(std::uint32_t key, Instant started, std::uint32_t& version) override;
    void abandoned(Query& q) override;
    void due(Operation& o) override;

private:
    struct Row {
        Loader loader;
        std::string error;
    };
    struct Job {
        Query* client = nullptr;  ///< null once nobody waits
        std::uint32_t key = 0;
        Loader loader;
        std::optional<std::string> value;
        std::string error;
        bool failed = false;
    };

    void work(std::stop_token stop);
    static void load(Job& job);

    EventLoop& loop_;
    ValueTable& values_;
    std::unordered_map<std::uint32_t, Row> rows_;
    std::mutex mutex_;  ///< guards what follows
    std::condition_variable_any wanted_;
    std::deque<Job*> waiting_;
    std::vector<Job*> done_;
    std::vector<std::jthread> threads_;  ///< last: they use the rest
};

}  // namespace stampede
