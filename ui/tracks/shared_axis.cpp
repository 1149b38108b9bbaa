#include "ui/tracks/shared_axis.h"

#include <algorithm>
#include <cmath>

namespace stampede::ui {

namespace {

/// The bend lies a whole number of pixels from the left, so that pictures of both parts meet.
double bendX(const SharedRange& range, double left, double right)
{
    return range.bent() ? std::round(left + (right - left) * (1 - SharedAxis::tailShare)) : right;
}

}  // namespace

SharedRange sharedRange(std::span<const TimeRange> contents)
{
    if (contents.empty())
        return {Instant{}, Instant(std::chrono::seconds(1)), Instant(std::chrono::seconds(1))};
    std::vector<Instant> ends;
    Instant from = contents[0].from;
    for (const TimeRange& c : contents) {
        from = std::min(from, c.from);
        ends.push_back(c.until);
    }
    std::sort(ends.begin(), ends.end());
    SharedRange range{from, ends.back(), ends.back()};
    double widest = 2;
    for (std::size_t i = (ends.size() + 2) / 3; i < ends.size(); ++i) {
        const double before = double(std::max<std::int64_t>(1, (ends[i - 1] - from).count()));
        const double ratio = double((ends[i] - from).count()) / before;
        if (ratio < widest) continue;
        widest = ratio;
        range.bend = ends[i - 1];
    }
    // A little air, so that marks at both ends are whole.
    const bool bent = range.bent();
    const Duration air = std::max(range.bend - range.from, Duration(1000)) / 40;
    range.from -= air;
    range.bend += air;
    range.until = bent ? range.until + (range.until - range.bend) / 40 : range.bend;
    return range;
}

SharedRange steadied(const SharedRange& before, const SharedRange& wanted)
{
    const auto fits = [](Duration old, Duration now) { return now <= old + old / 50 && now * 5 >= old * 4; };
    const bool same = before.bent() == wanted.bent() && before.from <= wanted.from &&
                      fits(before.bend - before.from, wanted.bend - wanted.from) &&
                      fits(before.until - before.from, wanted.until - wanted.from);
    return same ? before : wanted;
}

SharedAxis::SharedAxis(const SharedRange& range, double left, double right)
    : head_({range.from, range.bend}, left, bendX(range, left, right)),
      tail_({range.bend, range.until}, bendX(range, left, right), right), bent_(range.bent())
{
}

}  // namespace stampede::ui
