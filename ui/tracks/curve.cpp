#include "ui/tracks/curve.h"

#include "ui/look/theme/kept_within.h"

#include <algorithm>
#include <cmath>

namespace stampede::ui {

Curve::Curve(std::span<const Step> steps) : steps_(steps), blocks_(steps.size() / blockLength)
{
    for (std::size_t i = 0; i < blocks_.size() * blockLength; ++i) {
        Extremes& block = blocks_[i / blockLength];
        block.least = std::min(block.least, steps[i].value);
        block.greatest = std::max(block.greatest, steps[i].value);
    }
}

std::size_t Curve::firstAfter(Instant t) const
{
    const auto after =
        std::upper_bound(steps_.begin(), steps_.end(), t, [](Instant x, const Step& s) { return x < s.at; });
    return static_cast<std::size_t>(after - steps_.begin());
}

/// Of the steps [first, last).
Curve::Extremes Curve::between(std::size_t first, std::size_t last) const
{
    Extremes out;
    const auto add = [&out](std::uint32_t least, std::uint32_t greatest) {
        out.least = std::min(out.least, least);
        out.greatest = std::max(out.greatest, greatest);
    };
    while (first < last) {
        const std::size_t block = first / blockLength;
        if (first % blockLength == 0 && first + blockLength <= last) {
            add(blocks_[block].least, blocks_[block].greatest);
            first += blockLength;
        } else {
            add(steps_[first].value, steps_[first].value);
            ++first;
        }
    }
    return out;
}

QPolygonF Curve::line(const TimeAxis& axis, Instant end) const
{
    QPolygonF points;
    const Instant until = std::min(axis.range().until, end);
    if (until <= axis.range().from) return points;
    const std::size_t last = firstAfter(until);
    std::size_t i = firstAfter(axis.range().from);
    double value = i == 0 ? 0 : steps_[i - 1].value;
    points << QPointF(axis.left(), value);
    while (i < last) {
        const double x = axis.x(steps_[i].at);
        const std::size_t next =
            keptWithin(firstAfter(axis.at(std::floor(x) + 1) - Duration(1)), i + 1, last);
        const Extremes in = between(i, next);
        const double before = std::exchange(value, steps_[next - 1].value);
        points << QPointF(x, before);
        if (in.greatest > std::max(before, value)) points << QPointF(x, in.greatest);
        if (in.least < std::min(before, value)) points << QPointF(x, in.least);
        points << QPointF(x, value);
        i = next;
    }
    points << QPointF(axis.x(until), value);
    return points;
}

std::uint32_t Curve::greatest(TimeRange range) const
{
    const std::size_t first = firstAfter(range.from);
    const std::uint32_t before = first == 0 ? 0 : steps_[first - 1].value;
    return std::max(before, between(first, firstAfter(range.until)).greatest);
}

}  // namespace stampede::ui
