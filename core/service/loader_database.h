#pragma once

#include "core/database/database.h"
#include "core/service/loader_pool.h"
#include "core/service/value_table.h"
#include "core/store/event_loop.h"

#include <string>
#include <unordered_map>

namespace stampede {

/// A database made of loaders: they run on threads of its own, their results come back through the loop. What
/// it says of a row is what the loader said last.
class LoaderDatabase final : public Database {
public:
    LoaderDatabase(EventLoop& loop, ValueTable& values, std::size_t threads);

    /// What loads `key` from now on; `value_name` as in LoaderWaits.
    void set_loader(std::uint32_t key, const std::string& value_name, const Loader& loader);
    /// What the loader of `key` said when it failed last; empty if it never did.
    const std::string& last_error(std::uint32_t key) { return rows_[key].error; }
    /// Ends the queries whose loaders have come back. On the loop's thread, after each wake-up.
    void deliver();
    LoaderPool& pool() { return pool_; }

    Await run(Query& q, Duration limit) override;
    Status read(std::uint32_t key, Instant started, std::uint32_t& version) override;
    void abandoned(Query& q) override;
    void due(Operation& o) override;

private:
    struct Row {
        std::string value_name;
        Loader loader;
        std::string error;
    };

    EventLoop& loop_;
    ValueTable& values_;
    std::unordered_map<std::uint32_t, Row> rows_;
    LoaderPool pool_;  ///< last: its threads use the rest
};

}  // namespace stampede
