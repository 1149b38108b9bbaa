#pragma once

#include "core/scenario/scenario.h"
#include "core/store/private_redis.h"

#include <memory>
#include <optional>
#include <string>

namespace stampede {

/// The server of a live run: one of our own, which is gone with this object, or somebody else's.
class LiveServer {
public:
    /// Starts one of our own unless there is an address. Throws StoreUnreachable.
    explicit LiveServer(std::optional<RedisAddress> elsewhere);

    /// Ours; nullptr: it is somebody else's, and is never stopped or killed.
    PrivateRedis* own() const { return own_.get(); }
    const RedisAddress& address() const { return address_; }
    /// As recordings name the world: "live", or the address without its password.
    std::string world_name() const { return own_ ? "live" : address_.display(); }
    /// A restart is to cost the data, not the time that a server needs to start.
    void stand_by_for_restarts(const Scenario& s);

private:
    std::unique_ptr<PrivateRedis> own_;
    RedisAddress address_;
};

}  // namespace stampede
