#pragma once

#include "core/analysis/timeline.h"

#include <span>
#include <vector>

namespace stampede {

/// A stretch of time in which nothing happens, and the length it is shown with instead of its own.
struct IdleGap {
    Instant from{}, until{};
    Duration shown{};
    Duration length() const { return until - from; }
    friend bool operator==(const IdleGap&, const IdleGap&) = default;
};

/// Time as an axis shows it: idle gaps are shortened, all else keeps its length. Rising everywhere, piecewise
/// linear, and so it can be turned back; without gaps it is time itself.
class TimeWarp {
public:
    TimeWarp() = default;
    /// REQUIRES: the gaps are in order, do not overlap, and are shown with at least a nanosecond.
    explicit TimeWarp(std::vector<IdleGap> gaps);

    bool straight() const { return gaps_.empty(); }
    std::span<const IdleGap> gaps() const { return gaps_; }

    /// Where on the shortened axis an instant stands.
    Instant bent(Instant t) const
    {
        std::size_t hint = 0;
        return bent(t, hint);
    }
    /// The same, faster for instants near each other: `hint` is where the last one was found; 0 at first.
    Instant bent(Instant t, std::size_t& hint) const;
    /// The instant at a place of the shortened axis. Inside a gap neighbouring instants share a place, so
    /// this gives the nearest that has it.
    Instant straightened(Instant place) const;
    /// How long a stretch is on the shortened axis.
    Duration bent_length(Instant from, Instant until) const { return bent(until) - bent(from); }

private:
    struct Knot {
        Instant at, place;
    };
    std::vector<IdleGap> gaps_;
    std::vector<Knot> knots_;  ///< beginning and end of each gap
};

/// The axis on which the longest stretches in which nobody asks, waits, refreshes or loads, and nothing that
/// matters happens, are short. Straight where there are none that are worth it. Some nanoseconds a request.
TimeWarp without_idle_time(const Timeline& timeline);

}  // namespace stampede
