#include "core/world/live_steering.h"

#include "core/runtime/input_error.h"
#include "core/world/live_load.h"

#include <utility>

namespace stampede {

LiveSteering::LiveSteering(const Scenario& began, const LiveControl& control,
                           std::optional<RedisAddress> limit, Logs logs)
    : control_(control), limit_(std::move(limit)), logs_(std::move(logs)), now_(began)
{
}

std::vector<Difference> LiveSteering::take()
{
    const std::optional<Scenario> wanted = control_.settings ? control_.settings->take() : std::nullopt;
    if (!wanted) return {};
    Scenario next = steered(now_, *wanted);
    try {
        if (limit_) check_load(next, logs_, *limit_);
    } catch (const InputError& e) {
        if (control_.refused) control_.refused(now_, e.what());
        return {};
    }
    return differences(std::exchange(now_, next), next);
}

}  // namespace stampede
