#include "core/analysis/rates.h"

#include "core/runtime/say.h"

#include <algorithm>

namespace stampede {

namespace {

std::uint32_t arrived_between(const Timeline& timeline, Instant from, Instant until)
{
    const auto& arrived = timeline.lanes.arrived;
    const auto first = std::lower_bound(arrived.begin(), arrived.end(), from);
    return static_cast<std::uint32_t>(std::lower_bound(first, arrived.end(), until) - first);
}

}  // namespace

Value rate_asked(const Scenario& scenario)
{
    double rate = 0;
    for (const Traffic& t : scenario.traffic) {
        if (const auto* steady = std::get_if<Steady>(&t))
            rate += steady->rate;
        else if (!std::holds_alternative<Burst>(t))
            return Value::none(to_say("its traffic has no one rate"));
    }
    return rate > 0 ? Value(rate) : Value::none(to_say("it has no steady traffic"));
}

Value rate_measured(const Timeline& timeline, Instant from, Instant until)
{
    const auto& arrived = timeline.lanes.arrived;
    if (arrived.empty()) return Value::none(to_say("nothing arrives"));
    from = std::max(from, timeline.begin);
    until = std::min(until, arrived.back() + Duration(1));
    if (until - from <= Duration(1)) return Value::none(to_say("nothing arrives then"));
    return arrived_between(timeline, from, until) / seconds(until - from);
}

std::uint32_t most_arrivals(const Timeline& timeline, Instant from, Instant until)
{
    const std::int64_t first = (from - timeline.begin) / arrival_cell;
    std::uint32_t most = 0;
    for (std::int64_t cell = std::max<std::int64_t>(0, first); timeline.begin + cell * arrival_cell < until;
         ++cell)
        most = std::max(most, arrived_between(timeline, timeline.begin + cell * arrival_cell,
                                              timeline.begin + (cell + 1) * arrival_cell));
    return most;
}

}  // namespace stampede
