#pragma once

#include "core/service/loader.h"

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace stampede {

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

/// Which loader may run next, so that at most `at_once` run and none waits for one that never begins:
///
/// - a loader that waits for a value does not count, and takes its place again before it goes on;
/// - loads that such a loader waits for (`want`) go before all others;
/// - others begin only while fewer than `at_once` loaders are about, waiting ones included.
///
/// So what a loader waits for can always run. It knows no thread: its owner has the lock.
class LoaderQueue {
public:
    explicit LoaderQueue(std::size_t at_once) : at_once_(at_once) {}

    void add(std::unique_ptr<LoaderJob> job);
    /// A loader waits for the value of `key`, until `unwant`. Counted.
    void want(std::uint32_t key);
    void unwant(std::uint32_t key);

    bool may_start_one() const;
    /// Takes a place for the job that is next. REQUIRES: may_start_one.
    std::unique_ptr<LoaderJob> start();
    /// A loader has returned.
    void ended() { --running_; }

    /// A loader waits for a value: its place is free meanwhile.
    void leave();
    /// It has the value, and waits for a place.
    void ask_back() { ++returning_; }
    bool may_come_back() const { return running_ < at_once_; }
    /// After ask_back: it goes on.
    void come_back();

    /// Nothing runs, or is about to.
    bool at_rest() const { return running_ + returning_ == 0; }
    std::size_t at_once() const { return at_once_; }
    /// Loaders that wait, for a value or for their place.
    std::size_t waiting() const { return waiting_; }
    /// Gives away all that has not begun, in the order in which it would have.
    std::deque<std::unique_ptr<LoaderJob>> take_queued();

private:
    using Jobs = std::deque<std::unique_ptr<LoaderJob>>;

    const std::size_t at_once_;
    Jobs waited_for_, others_;
    std::map<std::uint32_t, std::size_t> wants_;  ///< loaders that wait, by key
    std::size_t running_ = 0;                     ///< loaders that have a place
    std::size_t waiting_ = 0;                     ///< that wait for a value, or for their place
    std::size_t returning_ = 0;                   ///< of those: for their place
};

}  // namespace stampede
