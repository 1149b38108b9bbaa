#pragma once

#include "ui/session/session.h"
#include "ui/tracks/time_axis.h"

#include <span>

namespace stampede::ui {

/// The instants that all pictures show. What goes on after `bend` under a few strategies only is squeezed
/// into the end of the axis, so that it does not squeeze everything else. `bend` == `until`: nothing is
/// squeezed.
struct SharedRange {
    Instant from{}, bend{}, until{};
    bool bent() const { return bend < until; }
    friend bool operator==(const SharedRange&, const SharedRange&) = default;
};

/// What holds all that happens in these ranges. Bends where the ends of the contents have their widest gap by
/// ratio, if it doubles the range and a third of them end before.
SharedRange sharedRange(std::span<const TimeRange> contents);
/// `before` where the wanted range still fits and fills it, so that a drag does not make the axis swim.
SharedRange steadied(const SharedRange& before, const SharedRange& wanted);

/// Maps instants of a SharedRange to x and back: linear up to the bend, and linear from there in the last
/// part of the width.
class SharedAxis {
public:
    SharedAxis(const SharedRange& range, double left, double right);

    double x(Instant t) const { return bent_ && t > head_.range().until ? tail_.x(t) : head_.x(t); }
    Instant at(double x) const { return bent_ && x > head_.right() ? tail_.at(x) : head_.at(x); }
    bool bent() const { return bent_; }
    const TimeAxis& head() const { return head_; }
    /// REQUIRES: bent().
    const TimeAxis& tail() const { return tail_; }
    double left() const { return head_.left(); }
    double right() const { return bent_ ? tail_.right() : head_.right(); }

    static constexpr double tailShare = 0.26;

private:
    TimeAxis head_, tail_;
    bool bent_;
};

}  // namespace stampede::ui
