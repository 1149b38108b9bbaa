#pragma once

#include "core/service/loader.h"
#include "core/service/loader_waits.h"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace stampede {

struct Running;

/// One run of a loader: what it makes, or why it failed.
struct LoaderJob {
    std::uint32_t key = 0;
    std::string value_name;  ///< as in LoaderWaits
    Loader loader;
    std::optional<std::string> value;
    std::string error;
    bool failed = false;
    void* client = nullptr;  ///< the owner's own; no thread of the pool touches it
};

/// Threads on which loaders run, made as they are needed. At most `at_once` loaders run at one time, and no
/// number of loaders that ask for other values can stop each other:
///
/// - a loader that waits for a value does not count, and takes its place again before it goes on;
/// - loads that such a loader waits for (`want`) go before all others;
/// - others begin only while fewer than `at_once` loaders are about, waiting ones included.
///
/// So what a loader waits for can always run, and threads grow with the depth of nesting only. When
/// `at_once` + most_waiting loaders wait, the next that would is refused.
class LoaderPool {
public:
    static constexpr std::size_t most_waiting = 1'000;

    /// `done_one` is called after each job, on a thread of the pool, until the destructor has returned.
    LoaderPool(std::size_t at_once, std::function<void()> done_one);
    /// Starts none that is queued, and waits for those that run.
    ~LoaderPool();
    LoaderPool(const LoaderPool&) = delete;
    LoaderPool& operator=(const LoaderPool&) = delete;

    void run(std::unique_ptr<LoaderJob> job);
    /// Jobs that have ended since the last call.
    std::vector<std::unique_ptr<LoaderJob>> take_done();
    /// A loader waits for the value of `key`, until `unwant`. Counted.
    void want(std::uint32_t key);
    void unwant(std::uint32_t key);

    /// What the loader on the calling thread is told that it waits for a value; of any pool of this process.
    /// Elsewhere it does nothing.
    class Waiting {
    public:
        /// Until the destructor, or `for_good`: until the loader returns. Throws LoadFailed when as many wait
        /// as may.
        explicit Waiting(bool for_good);
        ~Waiting();
        Waiting(const Waiting&) = delete;
        Waiting& operator=(const Waiting&) = delete;

        /// Whether the calling thread runs a loader.
        bool nested() const { return loader_ != nullptr; }
        /// What it waits for.
        void wait_for(std::string value, PendingGetPtr get);

    private:
        Running* loader_;
        bool left_;
    };

private:
    friend struct Running;
    using Jobs = std::deque<std::unique_ptr<LoaderJob>>;

    void work();
    void load(LoaderJob& job);
    void leave_place();
    void take_place();
    // All that follows needs the lock.
    bool may_start_one() const;
    std::unique_ptr<LoaderJob> next();
    void more_threads();
    void fail_queued(const std::string& why);

    const std::size_t at_once_;
    const std::function<void()> done_one_;
    mutable std::mutex mutex_;  ///< guards what follows
    std::condition_variable wanted_, place_free_;
    bool closing_ = false;
    Jobs waited_for_, others_;  ///< queued
    std::vector<std::unique_ptr<LoaderJob>> done_;
    std::map<std::uint32_t, std::size_t> wants_;  ///< loaders that wait, by key
    std::size_t running_ = 0;                     ///< loaders that have a place
    std::size_t waiting_ = 0;                     ///< that wait for a value, or for their place
    std::size_t returning_ = 0;                   ///< of those: for their place
    std::size_t idle_ = 0, started_ = 0;          ///< threads
    std::list<std::thread> threads_, ended_;
};

}  // namespace stampede
