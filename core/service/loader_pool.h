#pragma once

#include "core/service/loader_queue.h"
#include "core/service/loader_waits.h"

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace stampede {

struct Running;

/// Threads on which loaders run, made as they are needed. LoaderQueue says which one is next: at most
/// `at_once` run at one time, and no number of loaders that ask for other values can stop each other. Threads
/// grow with the depth of nesting only. When `at_once` + most_waiting loaders wait, the next that would is
/// refused.
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
    /// None that is queued starts from now on.
    void close();
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

    void work();
    void load(LoaderJob& job);
    void leave_place();
    void take_place();
    // All that follows needs the lock.
    void more_threads();
    void fail_queued(const std::string& why);

    const std::function<void()> done_one_;
    mutable std::mutex mutex_;  ///< guards what follows
    std::condition_variable wanted_, place_free_;
    bool closing_ = false;
    LoaderQueue queue_;
    std::vector<std::unique_ptr<LoaderJob>> done_;
    std::size_t idle_ = 0, started_ = 0;  ///< threads
    std::list<std::thread> threads_, ended_;
};

}  // namespace stampede
