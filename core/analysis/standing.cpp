#include "core/analysis/standing.h"

#include <algorithm>

namespace stampede {

namespace {

/// A key's flights end one after the other on each instance, so the open ones are near the newest.
constexpr std::ptrdiff_t most_looked_at = 4096;

std::ptrdiff_t count_until(std::span<const Instant> sorted, Instant t)
{
    return std::upper_bound(sorted.begin(), sorted.end(), t) - sorted.begin();
}

/// Calls `use` with the index of each flight of the key that is open at `t`, the newest first, until it
/// returns false.
template <class Use>
void each_open(const Standing& s, std::uint32_t key, Instant t, Use use)
{
    const auto all = s.flights_of.of(key);
    const auto begun =
        std::partition_point(all.begin(), all.end(), [&](std::uint32_t i) { return s.flights[i].from <= t; });
    const auto stop = begun - std::min<std::ptrdiff_t>(begun - all.begin(), most_looked_at);
    for (auto i = begun; i != stop;) {
        --i;
        if (s.flights[*i].until > t && !use(*i)) return;
    }
}

Standing::FlightView view_of(const Standing& s, std::uint32_t index, Instant t)
{
    Standing::FlightView view;
    view.flight = &s.flights[index];
    view.changed = view.flight->from;
    const auto joins = s.joins.of(index);
    const auto left = s.left.of(index);
    const auto came =
        std::partition_point(joins.begin(), joins.end(), [&](const Join& j) { return j.at <= t; }) -
        joins.begin();
    const auto went = count_until(left, t);
    view.joined = static_cast<std::uint32_t>(std::max<std::ptrdiff_t>(0, came - went));
    if (came > 0) view.changed = std::max(view.changed, joins[static_cast<std::size_t>(came - 1)].at);
    if (went > 0) view.changed = std::max(view.changed, left[static_cast<std::size_t>(went - 1)]);
    for (std::size_t i = 0; i < view.first.size() && static_cast<std::ptrdiff_t>(i) < came; ++i)
        view.first[i] = joins[i].call;
    return view;
}

}  // namespace

std::uint32_t Intervals::open_at(Instant t) const
{
    return static_cast<std::uint32_t>(
        std::max<std::ptrdiff_t>(0, count_until(from, t) - count_until(until, t)));
}

std::vector<Standing::FlightView> Standing::flights_at(std::uint32_t key, Instant t, std::size_t most) const
{
    std::vector<FlightView> list;
    each_open(*this, key, t, [&](std::uint32_t i) {
        list.push_back(view_of(*this, i, t));
        return list.size() < most;
    });
    std::sort(list.begin(), list.end(), [](const FlightView& a, const FlightView& b) {
        return a.flight->instance < b.flight->instance;
    });
    return list;
}

CallId Standing::leader_at(std::uint32_t key, std::uint16_t instance, Instant t) const
{
    CallId leader;
    each_open(*this, key, t, [&](std::uint32_t i) {
        if (flights[i].instance != instance) return true;
        leader = flights[i].leader;
        return false;
    });
    return leader;
}

Standing::InstanceView Standing::instance_at(std::uint16_t instance, Instant t) const
{
    return {value_at(inside.of(instance), t), value_at(queued.of(instance), t)};
}

const BreakerChange* Standing::breaker_at(std::uint16_t instance, Instant t) const
{
    const auto changes = breakers.of(instance);
    const auto after = std::partition_point(changes.begin(), changes.end(),
                                            [&](const BreakerChange& c) { return c.at <= t; });
    return after == changes.begin() ? nullptr : &*(after - 1);
}

}  // namespace stampede
