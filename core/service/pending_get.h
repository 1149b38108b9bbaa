#pragma once

#include "core/service/load_failed.h"

#include <atomic>
#include <future>
#include <memory>
#include <optional>
#include <string>

namespace stampede {

/// A get() that somebody waits for. It is answered once: whoever comes later changes nothing. Any thread.
class PendingGet {
public:
    using Value = std::optional<std::string>;

    std::future<Value> future() { return promise_.get_future(); }
    bool answered() const { return answered_; }

    void give(Value value)
    {
        if (!answered_.exchange(true)) promise_.set_value(std::move(value));
    }
    void fail(const std::string& sentence)
    {
        if (!answered_.exchange(true)) promise_.set_exception(std::make_exception_ptr(LoadFailed(sentence)));
    }

private:
    std::promise<Value> promise_;
    std::atomic<bool> answered_ = false;
};

using PendingGetPtr = std::shared_ptr<PendingGet>;

}  // namespace stampede
