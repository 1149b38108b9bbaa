#pragma once

#include "core/scenario/differences.h"
#include "core/store/redis_address.h"
#include "core/world/live_world.h"
#include "core/world/logs.h"

#include <optional>
#include <vector>

namespace stampede {

/// The settings of a live run: what holds, and what of new ones is taken on.
class LiveSteering {
public:
    /// With a `limit` that server is not asked for more than it allows, as far as `logs` and settings tell.
    LiveSteering(const Scenario& began, const LiveControl& control, std::optional<RedisAddress> limit,
                 Logs logs);

    /// Takes on what was given since, if anything was: what that changes. Says why when it may not be.
    std::vector<Difference> take();
    const Scenario& now() const { return now_; }

private:
    const LiveControl& control_;
    const std::optional<RedisAddress> limit_;
    const Logs logs_;
    Scenario now_;
};

}  // namespace stampede
