#pragma once

#include "core/store/redis_store.h"
#include "core/world/live_world.h"

#include <optional>
#include <string>

namespace stampede {

/// Says how a live run stands: its status whenever that is another, and now and then how far it is.
class LiveReports {
public:
    /// `address`: as in LiveStatus. What is given outlives it.
    LiveReports(const Scenario& scenario, const LiveControl& control, const RedisStore& store,
                std::string address);

    void version(std::string version) { status_.version = std::move(version); }
    void status(LiveStatus::Phase phase);
    /// Whether it is time for another, `now` by the steady clock; then it is not for a while.
    bool due(Instant now);
    void progress(Duration of_the_run);

private:
    const LiveControl& control_;
    const RedisStore& store_;
    const double expected_;  ///< seconds
    LiveStatus status_;
    std::optional<LiveStatus> reported_;
    Instant next_at_{};
};

}  // namespace stampede
