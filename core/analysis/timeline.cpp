#include "core/analysis/timeline.h"

#include <algorithm>

namespace stampede {

namespace {

/// The last of `items` whose `start` is not after `t`, or nullptr.
template <class T, class Start>
const T* last_started(std::span<const T> items, Instant t, Start start)
{
    const auto after =
        std::partition_point(items.begin(), items.end(), [&](const T& x) { return x.*start <= t; });
    return after == items.begin() ? nullptr : &*(after - 1);
}

constexpr std::uint32_t no_load = UINT32_MAX;

}  // namespace

std::uint32_t value_at(std::span<const Step> curve, Instant t)
{
    const Step* step = last_started(curve, t, &Step::at);
    return step ? step->value : 0;
}

std::pair<std::uint32_t, std::uint32_t> Lanes::seen(Instant from, Instant until) const
{
    const auto low = std::lower_bound(latest_end.begin(), latest_end.end(), from) - latest_end.begin();
    const auto high = std::lower_bound(arrived.begin(), arrived.end(), until) - arrived.begin();
    return {static_cast<std::uint32_t>(low), static_cast<std::uint32_t>(std::max(low, high))};
}

CallState Timeline::state_at(CallId call, Instant t) const
{
    if (call.is_nobody()) return CallState::absent;
    const std::uint32_t lane = lanes.lane(call);
    if (lane >= lanes.size()) return CallState::absent;
    const auto first = lanes.at.begin() + lanes.first[lane], last = lanes.at.begin() + lanes.first[lane + 1];
    const auto after = std::upper_bound(first, last, t);
    return after == first ? CallState::absent
                          : lanes.state[static_cast<std::size_t>(after - lanes.at.begin()) - 1];
}

const LockBand* Timeline::lock_at(std::uint32_t key, Instant t) const
{
    const LockBand* band = last_started(locks.of(key), t, &LockBand::taken);
    return band && (t < band->until || band->how == LockEnd::open) ? band : nullptr;
}

Timeline::EntryView Timeline::entry_at(std::uint32_t key, Instant t) const
{
    const EntryBand* band = last_started(entries.of(key), t, &EntryBand::stored_at);
    if (!band || t >= std::min(band->gone_at, band->kept_until)) return {};
    return {t < band->fresh_until ? EntryState::fresh : EntryState::stale, band};
}

std::uint32_t Timeline::waiting_at(std::uint32_t key, Instant t) const
{
    return value_at(waiting.of(key), t);
}
std::uint32_t Timeline::in_flight_at(Instant t) const
{
    return value_at(in_flight, t);
}
std::uint32_t Timeline::queued_at(Instant t) const
{
    return value_at(queued, t);
}

Timeline::InstanceView Timeline::instance_at(std::uint16_t instance, Instant t) const
{
    InstanceView view;
    for (const InstanceChange& change : instances) {
        if (change.at > t) break;
        if (change.instance != instance) continue;
        switch (change.what) {
        case EventKind::instance_killed: view.alive = false; break;
        case EventKind::instance_paused: view.paused = true; break;
        case EventKind::instance_resumed: view.paused = false; break;
        case EventKind::instance_removed: view.removed = true; break;
        case EventKind::instance_returned: view.removed = false; break;
        default: break;
        }
    }
    return view;
}

const Load* Timeline::load_of(CallId call) const
{
    if (call.is_nobody() || lanes.lane(call) >= last_load.size()) return nullptr;
    const std::uint32_t load = last_load[lanes.lane(call)];
    return load == no_load ? nullptr : &loads[load];
}

}  // namespace stampede
