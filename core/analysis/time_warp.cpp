#include "core/analysis/time_warp.h"

#include <algorithm>

namespace stampede {

namespace {

constexpr std::size_t most_gaps = 24;
constexpr int least_share = 50;  ///< a gap is at least this part of the whole

struct Busy {
    Instant from, until;
};

double count(Duration d)
{
    return static_cast<double>(d.count());
}
Duration scaled(Duration d, double factor)
{
    return Duration(static_cast<std::int64_t>(count(d) * factor));
}

/// When requests are under way, in order: those that overlap are one.
std::vector<Busy> of_requests(const Lanes& lanes)
{
    std::vector<Busy> busy;
    for (std::uint32_t lane = 0; lane < lanes.requests; ++lane) {
        if (lanes.empty(lane)) continue;
        const Instant from = lanes.begins(lane), until = lanes.ends(lane);
        if (busy.empty() || from > busy.back().until)
            busy.push_back({from, until});
        else
            busy.back().until = std::max(busy.back().until, until);
    }
    return busy;
}

std::vector<Busy> merged(std::vector<Busy> busy)
{
    std::sort(busy.begin(), busy.end(), [](const Busy& a, const Busy& b) { return a.from < b.from; });
    std::vector<Busy> out;
    for (const Busy& b : busy) {
        if (out.empty() || b.from > out.back().until)
            out.push_back(b);
        else
            out.back().until = std::max(out.back().until, b.until);
    }
    return out;
}

std::vector<Busy> busy_times(const Timeline& t)
{
    std::vector<Busy> busy = of_requests(t.lanes);
    for (std::uint32_t lane = t.lanes.requests; lane < t.lanes.size(); ++lane)
        if (!t.lanes.empty(lane)) busy.push_back({t.lanes.begins(lane), t.lanes.ends(lane)});
    for (const Load& load : t.loads) busy.push_back({load.began, std::min(load.ended, t.end)});
    for (const Marker& m : t.markers) busy.push_back({m.at, m.at});
    for (const InstanceChange& c : t.instances) busy.push_back({c.at, c.at});
    return merged(std::move(busy));
}

}  // namespace

TimeWarp::TimeWarp(std::vector<IdleGap> gaps) : gaps_(std::move(gaps))
{
    Duration saved{};
    for (const IdleGap& gap : gaps_) {
        knots_.push_back({gap.from, gap.from - saved});
        saved += gap.length() - gap.shown;
        knots_.push_back({gap.until, gap.until - saved});
    }
}

/// Knots 2n and 2n + 1 are beginning and end of gap n; `hint` is the number of knots at or before `t`.
Instant TimeWarp::bent(Instant t, std::size_t& hint) const
{
    const std::size_t n = knots_.size();
    if (n == 0) return t;
    const auto holds = [&](std::size_t i) {
        return (i == 0 || knots_[i - 1].at <= t) && (i == n || t < knots_[i].at);
    };
    if (!holds(hint)) {
        const auto after = std::upper_bound(knots_.begin(), knots_.end(), t,
                                            [](Instant x, const Knot& k) { return x < k.at; });
        hint = static_cast<std::size_t>(after - knots_.begin());
    }
    if (hint == 0) return knots_[0].place - (knots_[0].at - t);
    const Knot& before = knots_[hint - 1];
    if (hint % 2 == 0) return before.place + (t - before.at);
    const IdleGap& gap = gaps_[hint / 2];
    return before.place + scaled(t - before.at, count(gap.shown) / count(gap.length()));
}

Instant TimeWarp::straightened(Instant place) const
{
    if (knots_.empty()) return place;
    const auto after = std::upper_bound(knots_.begin(), knots_.end(), place,
                                        [](Instant x, const Knot& k) { return x < k.place; });
    const auto i = static_cast<std::size_t>(after - knots_.begin());
    if (i == 0) return knots_[0].at - (knots_[0].place - place);
    const Knot& before = knots_[i - 1];
    if (i % 2 == 0) return before.at + (place - before.place);
    const IdleGap& gap = gaps_[i / 2];
    return before.at + scaled(place - before.place, count(gap.length()) / count(gap.shown));
}

TimeWarp without_idle_time(const Timeline& timeline)
{
    const std::vector<Busy> busy = busy_times(timeline);
    if (busy.empty()) return TimeWarp();
    const Instant begin = std::min(timeline.begin, busy.front().from);
    const Instant end = std::max(timeline.last_activity, busy.back().until);
    std::vector<IdleGap> gaps;
    const auto add = [&](Instant from, Instant until) {
        if (until - from > (end - begin) / least_share) gaps.push_back({from, until, {}});
    };
    add(begin, busy.front().from);
    for (std::size_t i = 1; i < busy.size(); ++i) add(busy[i - 1].until, busy[i].from);
    std::sort(gaps.begin(), gaps.end(),
              [](const IdleGap& a, const IdleGap& b) { return a.length() > b.length(); });
    if (gaps.size() > most_gaps) gaps.resize(most_gaps);

    Duration active = end - begin;
    for (const IdleGap& gap : gaps) active -= gap.length();
    // One gap is a twelfth of what is active; many together take half of it.
    const double share = std::min(1.0 / 12, 0.5 / static_cast<double>(std::max<std::size_t>(1, gaps.size())));
    const Duration shown = std::max(Duration(1000), scaled(active, share));
    std::erase_if(gaps, [&](const IdleGap& gap) { return gap.length() < 2 * shown; });
    for (IdleGap& gap : gaps) gap.shown = shown;
    std::sort(gaps.begin(), gaps.end(), [](const IdleGap& a, const IdleGap& b) { return a.from < b.from; });
    return TimeWarp(std::move(gaps));
}

}  // namespace stampede
