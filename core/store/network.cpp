#include "core/store/network.h"

#include <algorithm>

namespace stampede {

Duration Network::uneven_half_trip()
{
    const double spread = model_.jitter == 0 ? 1 : 1 + model_.jitter * (2 * jitter_.unit() - 1);
    return Duration(static_cast<std::int64_t>(static_cast<double>(half_.count()) * spread * times_));
}

Instant Network::served(Instant now)
{
    busy_until_ = std::min(never, std::max(busy_until_, now) + stretched(model_.service_time, times_));
    return busy_until_;
}

void Network::apply(const NetworkModel& model)
{
    model_ = model;
    half_ = model.round_trip / 2;
    settle();
}

}  // namespace stampede
