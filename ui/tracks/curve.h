#pragma once

#include <QPolygonF>

#include "core/analysis/timeline.h"
#include "ui/tracks/time_axis.h"

#include <span>
#include <vector>

namespace stampede::ui {

/// A step curve made ready to be drawn at any zoom: the extremes of each block of its steps are known
/// beforehand, so a column of pixels that a hundred thousand steps fall into costs a few hundred comparisons.
/// Refers to the steps, which must outlive it.
class Curve {
public:
    Curve() = default;
    explicit Curve(std::span<const Step> steps);

    bool empty() const { return steps_.empty(); }

    /// The curve as a line for the visible range, with at most four points a column of pixels: what enters
    /// the column, its least, its greatest and what leaves it. So a peak of one shows however far one has
    /// zoomed out. x in pixels, y the value. Ends at `end`; empty when the range is empty.
    QPolygonF line(const TimeAxis& axis, Instant end) const;

    /// The greatest value within the range.
    std::uint32_t greatest(TimeRange range) const;

private:
    struct Extremes {
        std::uint32_t least = UINT32_MAX, greatest = 0;
    };
    std::size_t firstAfter(Instant t) const;
    Extremes between(std::size_t first, std::size_t last) const;

    static constexpr std::size_t blockLength = 256;
    std::span<const Step> steps_;
    std::vector<Extremes> blocks_;
};

}  // namespace stampede::ui
