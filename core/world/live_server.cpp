#include "core/world/live_server.h"

#include <algorithm>

namespace stampede {

namespace {

/// Servers that wait for a restart; further restarts start theirs when it is time.
constexpr std::ptrdiff_t most_standing_by = 4;

}  // namespace

LiveServer::LiveServer(std::optional<RedisAddress> elsewhere)
    : own_(elsewhere ? nullptr : std::make_unique<PrivateRedis>()),
      address_(elsewhere ? *elsewhere : own_->address())
{
}

void LiveServer::stand_by_for_restarts(const Scenario& s)
{
    const auto restarts = std::count_if(s.faults.begin(), s.faults.end(),
                                        [](const Fault& f) { return f.kind == FaultKind::redis_restart; });
    for (auto i = std::min<std::ptrdiff_t>(restarts, most_standing_by); i > 0; --i) own_->stand_by();
}

}  // namespace stampede
