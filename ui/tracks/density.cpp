#include "ui/tracks/density.h"

#include "ui/tracks/time_axis.h"

#include <algorithm>

namespace stampede::ui {

namespace {

constexpr std::uint32_t alwaysLanes = 60;  ///< so few requests are lanes, however thin
constexpr double thickEnough = 0.02;       ///< of the range, taken up by a request on average
constexpr double together = 0.25;          ///< of the range, in which most of them arrive

std::int64_t floorDiv(std::int64_t a, std::int64_t b)
{
    return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

/// What the full height stands for: the greatest column, unless a few stand out so far that all others would
/// vanish.
std::uint32_t topOf(const std::vector<DensityColumn>& columns, std::uint32_t highest)
{
    std::vector<std::uint32_t> totals;
    for (const DensityColumn& c : columns)
        if (c.total() > 0) totals.push_back(c.total());
    if (totals.empty()) return 0;
    const auto rank = totals.begin() + static_cast<std::ptrdiff_t>((totals.size() - 1) * 9 / 10);
    std::nth_element(totals.begin(), rank, totals.end());
    const std::uint32_t usual = *rank;
    return highest > 3 * usual ? usual + usual / 2 + 1 : highest;
}

}  // namespace

std::uint32_t DensityColumn::total() const
{
    std::uint32_t sum = 0;
    for (std::uint32_t n : met) sum += n;
    return sum;
}

std::int64_t Density::column(Instant t) const
{
    return floorDiv((warp.bent(t) - start).count(), length.count());
}

Density countColumns(const Timeline& timeline, TimeRange range, Duration shortest, const TimeWarp& warp)
{
    Density out;
    out.length = niceStep(shortest);
    out.warp = warp;
    const std::int64_t length = out.length.count();
    const std::int64_t first = floorDiv(warp.bent(range.from).time_since_epoch().count(), length);
    const std::int64_t last = floorDiv(warp.bent(range.until).time_since_epoch().count(), length);
    out.start = Instant(Duration(first * length));
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
    auto load = std::lower_bound(timeline.loads.begin(), timeline.loads.end(), from,
                                 [](const Load& l, Instant t) { return l.began < t; });
    for (; load != timeline.loads.end() && load->began < until; ++load) {
        const auto column = static_cast<std::size_t>(std::max<std::int64_t>(0, out.column(load->began)));
        ++out.columns[std::min(column, out.columns.size() - 1)].loads;
    }
    out.top = topOf(out.columns, out.highest);
    return out;
}

std::vector<LoadGroup> groupLoads(const Timeline& timeline, TimeRange range, const TimeWarp& warp)
{
    std::vector<LoadGroup> groups;
    const Duration gap = warp.bent_length(range.from, range.until) / 50;
    auto load = std::lower_bound(timeline.loads.begin(), timeline.loads.end(), range.from,
                                 [](const Load& l, Instant t) { return l.began < t; });
    for (; load != timeline.loads.end() && load->began <= range.until; ++load) {
        if (groups.empty() || warp.bent_length(groups.back().until, load->began) > gap)
            groups.push_back({load->began, load->began, 0, 0});
        LoadGroup& group = groups.back();
        group.until = load->began;
        ++group.loads;
        group.early += load->early;
    }
    return groups;
}

bool lanesFit(const Timeline& timeline, TimeRange range, const TimeWarp& warp)
{
    const Lanes& lanes = timeline.lanes;
    const auto [first, last] = lanes.seen(range.from, range.until);
    const std::uint32_t count = last - first;
    if (count <= alwaysLanes) return true;
    const double length =
        static_cast<double>(std::max<std::int64_t>(1, warp.bent_length(range.from, range.until).count()));
    const auto shareUntil = [&](std::uint32_t lane) {
        return static_cast<double>(warp.bent_length(range.from, lanes.arrived[lane]).count()) / length;
    };
    if (shareUntil(first + count * 19ULL / 20) - shareUntil(first + count / 20) < together) return true;

    constexpr std::uint32_t samples = 2000;
    double busy = 0;
    const std::uint32_t taken = std::min(count, samples);
    for (std::uint32_t i = 0; i < taken; ++i) {
        const auto lane = static_cast<std::uint32_t>(first + std::uint64_t(i) * count / taken);
        if (lanes.empty(lane)) continue;
        const Duration seen = warp.bent_length(std::max(lanes.begins(lane), range.from),
                                               std::min(lanes.ends(lane), range.until));
        busy += static_cast<double>(std::max<std::int64_t>(0, seen.count()));
    }
    return busy / taken / length >= thickEnough;
}

}  // namespace stampede::ui
