#include "core/analysis/overview.h"

#include <algorithm>

namespace stampede {

namespace {

/// Adds "one call was in this state from a to b" to slices: the two partly covered ones at once, those
/// between as a difference that is summed up in the end.
class StateTime {
public:
    explicit StateTime(std::size_t slices) : partly_(slices), change_(slices + 1) {}

    /// `a` and `b` in slices.
    void add(double a, double b)
    {
        const auto first = static_cast<std::size_t>(a);
        const auto last = static_cast<std::size_t>(b);
        if (first == last) {
            partly_[first] += b - a;
            return;
        }
        partly_[first] += static_cast<double>(first + 1) - a;
        change_[first + 1] += 1;
        change_[std::min(last, change_.size() - 1)] -= 1;
        if (last < partly_.size()) partly_[last] += b - static_cast<double>(last);
    }
    template <class Take>
    void each(Take take) const
    {
        double whole = 0;
        for (std::size_t i = 0; i < partly_.size(); ++i) {
            whole += change_[i];
            take(i, whole + partly_[i]);
        }
    }

private:
    std::vector<double> partly_, change_;
};

}  // namespace

Overview build_overview(const Timeline& timeline, Instant from, Instant until, const TimeWarp& warp)
{
    Overview o{from, std::max(until, from + Duration(1)), std::vector<Overview::Slice>(Overview::count)};
    const Instant begin = warp.bent(o.from);
    const double per_slice = static_cast<double>((warp.bent(o.until) - begin).count()) / Overview::count;
    std::size_t hint = 0;
    const auto place = [&](Instant t) {
        return std::clamp(static_cast<double>((warp.bent(t, hint) - begin).count()) / per_slice, 0.0,
                          double(Overview::count));
    };
    const Lanes& lanes = timeline.lanes;
    std::vector<StateTime> times(call_states, StateTime(Overview::count));
    for (std::uint32_t lane = 0; lane < lanes.size(); ++lane) {
        if (lanes.empty(lane)) continue;
        for (std::uint32_t i = lanes.first[lane]; i + 1 < lanes.first[lane + 1]; ++i) {
            if (lanes.state[i] == CallState::absent) continue;
            const double a = place(lanes.at[i]);
            if (a < Overview::count)
                times[static_cast<std::size_t>(lanes.state[i])].add(a, place(lanes.at[i + 1]));
        }
        if (lane >= lanes.requests || lanes.outcome[lane] == Outcome::none) continue;
        const auto slice = std::min(static_cast<std::size_t>(place(lanes.ends(lane))), Overview::count - 1);
        ++o.slices[slice].ended[static_cast<std::size_t>(lanes.outcome[lane])];
    }
    for (std::size_t s = 0; s < call_states; ++s)
        times[s].each(
            [&](std::size_t i, double calls) { o.slices[i].in_state[s] = static_cast<float>(calls); });
    return o;
}

}  // namespace stampede
