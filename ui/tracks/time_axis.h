#pragma once

#include <QString>

#include "core/runtime/time.h"
#include "ui/session/session.h"

#include <vector>

namespace stampede::ui {

/// Maps instants to x and back: `range.from` at `left`, `range.until` at `right`. A range without length
/// counts as one nanosecond, a width without pixels as one pixel; so both directions are always defined. Idle
/// time may be shortened; the axis refers to the warp that says so, which must outlive it.
class TimeAxis {
public:
    TimeAxis(TimeRange range, double left, double right);
    TimeAxis(TimeRange range, double left, double right, const TimeWarp& warp);

    TimeRange range() const { return range_; }
    double left() const { return left_; }
    double right() const { return right_; }
    double width() const { return right_ - left_; }

    double x(Instant t) const
    {
        return left_ + static_cast<double>((bent(t) - begin_).count()) * pixelsPerNs_;
    }
    /// The instant under `x`, rounded to a nanosecond; outside the pixels it goes on as inside.
    Instant at(double x) const;
    /// Of what is not shortened.
    Duration perPixel() const;
    /// A length of the axis: of time that is not shortened.
    Duration length(double pixels) const;
    const TimeWarp* warp() const { return warp_; }  ///< nullptr: straight

private:
    Instant bent(Instant t) const { return warp_ ? warp_->bent(t, hint_) : t; }

    TimeRange range_;
    double left_, right_;
    const TimeWarp* warp_ = nullptr;
    mutable std::size_t hint_ = 0;  ///< where the last instant was found
    Instant begin_{};
    double pixelsPerNs_;
};

struct Tick {
    Instant at{};
    QString label;
};

/// 1, 2 or 5 times a power of ten nanoseconds up to 1 s; above it 1, 2, 5, 10, 20, 30 s, then minutes: the
/// shortest such step that is at least `atLeast`.
Duration niceStep(Duration atLeast);

/// Labelled ticks inside the range, at least `spacing` pixels apart, all in one unit: "0 ms", "20 ms"; "1.5
/// s". None stand where time is shortened.
std::vector<Tick> ticks(const TimeAxis& axis, double spacing = 84);

/// "63.4 ms", "9.320 s", "0.6 ms": with as many digits as a pixel of `perPixel` can show; whole digits only
/// if 0.
QString timeText(Instant t, Duration perPixel);

}  // namespace stampede::ui
