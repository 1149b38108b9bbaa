#include "ui/tracks/curve.h"

#include <algorithm>
#include <cmath>

namespace stampede::ui {

namespace {

std::size_t firstAfter(std::span<const Step> curve, Instant t)
{
    const auto after = std::upper_bound(curve.begin(), curve.end(), t, [](Instant x, const Step& s) { return x < s.at; });
    return static_cast<std::size_t>(after - curve.begin());
}

/// The steps of one column of pixels, drawn at its first x.
void addColumn(QPolygonF& line, double x, double before, double least, double greatest, double after)
{
    line << QPointF(x, before);
    if (greatest > std::max(before, after)) line << QPointF(x, greatest);
    if (least < std::min(before, after)) line << QPointF(x, least);
    line << QPointF(x, after);
}

}  // namespace

QPolygonF stepLine(std::span<const Step> curve, const TimeAxis& axis, Instant end)
{
    QPolygonF line;
    const Instant until = std::min(axis.range().until, end);
    if (until <= axis.range().from) return line;
    std::size_t i = firstAfter(curve, axis.range().from);
    double value = i == 0 ? 0 : curve[i - 1].value;
    line << QPointF(axis.left(), value);
    while (i < curve.size() && curve[i].at <= until) {
        const double x = axis.x(curve[i].at);
        const Instant columnEnd = axis.at(std::floor(x) + 1);
        const double before = value;
        double least = curve[i].value, most = curve[i].value;
        do {
            value = curve[i].value;
            least = std::min(least, value);
            most = std::max(most, value);
            ++i;
        } while (i < curve.size() && curve[i].at < columnEnd && curve[i].at <= until);
        addColumn(line, x, before, least, most, value);
    }
    line << QPointF(axis.x(until), value);
    return line;
}

std::uint32_t greatest(std::span<const Step> curve, TimeRange range)
{
    std::size_t i = firstAfter(curve, range.from);
    std::uint32_t most = i == 0 ? 0 : curve[i - 1].value;
    for (; i < curve.size() && curve[i].at <= range.until; ++i) most = std::max(most, curve[i].value);
    return most;
}

}  // namespace stampede::ui
