#include "core/analysis/density.h"

#include "core/analysis/statistics.h"

#include <algorithm>
#include <numeric>

namespace stampede {

namespace {

std::int64_t floor_div(std::int64_t a, std::int64_t b)
{
    return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

/// What the full height stands for: the greatest column, unless a few stand out so far that all others would
/// vanish.
std::uint32_t top_of(const std::vector<DensityColumn>& columns, std::uint32_t highest)
{
    std::vector<std::int64_t> totals;
    for (const DensityColumn& c : columns)
        if (c.total() > 0) totals.push_back(c.total());
    const auto usual = static_cast<std::uint32_t>(nearest_rank(totals, 0.9));
    return usual > 0 && highest > 3 * usual ? usual + usual / 2 + 1 : highest;
}

auto first_load(const Timeline& timeline, Instant from)
{
    return std::lower_bound(timeline.loads.begin(), timeline.loads.end(), from,
                            [](const Load& l, Instant t) { return l.began < t; });
}

}  // namespace

std::uint32_t DensityColumn::total() const
{
    return std::accumulate(met.begin(), met.end(), std::uint32_t{0});
}

std::int64_t Density::column(Instant t) const
{
    return floor_div((warp.bent(t) - start).count(), length.count());
}

Density count_columns(const Timeline& timeline, Instant range_from, Instant range_until, Duration length,
                      const TimeWarp& warp)
{
    Density out;
    out.length = length;
    out.warp = warp;
    const std::int64_t first = floor_div(warp.bent(range_from).time_since_epoch().count(), length.count());
    const std::int64_t last = floor_div(warp.bent(range_until).time_since_epoch().count(), length.count());
    out.start = Instant(first * length);
    out.columns.resize(static_cast<std::size_t>(std::clamp<std::int64_t>(last - first + 1, 1, 100'000)));
    const Instant from = out.begins(0), until = out.begins(out.columns.size());

    const auto& arrived = timeline.lanes.arrived;
    auto lane =
        static_cast<std::size_t>(std::lower_bound(arrived.begin(), arrived.end(), from) - arrived.begin());
    for (std::size_t column = 0; column < out.columns.size(); ++column) {
        const Instant end = out.begins(column + 1);
        auto& met = out.columns[column].met;
        for (; lane < arrived.size() && arrived[lane] < end; ++lane)
            ++met[static_cast<std::size_t>(timeline.lanes.outcome[lane])];
        out.highest = std::max(out.highest, out.columns[column].total());
    }
    for (auto load = first_load(timeline, from); load != timeline.loads.end() && load->began < until;
         ++load) {
        const auto column = static_cast<std::size_t>(std::max<std::int64_t>(0, out.column(load->began)));
        ++out.columns[std::min(column, out.columns.size() - 1)].loads;
    }
    out.top = top_of(out.columns, out.highest);
    return out;
}

std::vector<LoadGroup> load_groups(const Timeline& timeline, Instant from, Instant until,
                                   const TimeWarp& warp)
{
    std::vector<LoadGroup> groups;
    const Duration gap = warp.bent_length(from, until) / 50;
    for (auto load = first_load(timeline, from); load != timeline.loads.end() && load->began <= until;
         ++load) {
        if (groups.empty() || warp.bent_length(groups.back().until, load->began) > gap)
            groups.push_back({load->began, load->began, 0, 0});
        LoadGroup& group = groups.back();
        group.until = load->began;
        ++group.loads;
        group.early += load->early;
    }
    return groups;
}

}  // namespace stampede
