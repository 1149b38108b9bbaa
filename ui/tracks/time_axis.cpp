#include "ui/tracks/time_axis.h"

#include "ui/look/words/format.h"
#include "ui/look/words/told.h"

#include <algorithm>
#include <cmath>

namespace stampede::ui {

namespace {

constexpr qint64 ms = 1'000'000;
constexpr qint64 s = 1'000 * ms;
constexpr qint64 minute = 60 * s;

struct Unit {
    const char* name;
    qint64 ns;
};
constexpr Unit units[] = {{"ns", 1}, {"µs", 1'000}, {"ms", ms}, {"s", s}, {"min", minute}};

qint64 floorDiv(qint64 a, qint64 b)
{
    return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

int decimals(qint64 step, qint64 unit)
{
    int n = 0;
    for (qint64 x = unit; x > step && n < 9; x /= 10) ++n;
    return n;
}

/// The largest unit of which the magnitude holds at least two; minutes only if the step consists of whole
/// ones.
Unit unitFor(qint64 magnitude, qint64 step)
{
    if (step % minute == 0 && step > 0) return units[4];
    for (int i = 3; i > 0; --i)
        if (magnitude >= 2 * units[i].ns) return units[i];
    return units[0];
}

/// Digits in groups of three before the point.
QString grouped(const QString& digits)
{
    const qsizetype point = digits.indexOf(u'.');
    QString out = digits;
    const qsizetype start = digits.startsWith(u'-') ? 1 : 0;
    for (qsizetype i = (point < 0 ? digits.size() : point) - 3; i > start; i -= 3)
        out.insert(i, QChar(0x202f));
    out.replace(u'-', QChar(0x2212));
    return out;
}

QString inUnit(qint64 ns, Unit unit, int digits)
{
    const double value = static_cast<double>(ns) / static_cast<double>(unit.ns);
    return grouped(QString::number(value, 'f', digits)) + QChar(0xa0) + QString::fromUtf8(unit.name);
}

}  // namespace

TimeAxis::TimeAxis(TimeRange range, double left, double right) : TimeAxis(range, left, right, TimeWarp()) {}

TimeAxis::TimeAxis(TimeRange range, double left, double right, const TimeWarp& warp)
    : range_(range), left_(left), right_(std::max(right, left + 1)), warp_(warp.straight() ? nullptr : &warp)
{
    range_.until = std::max(range.until, range.from + Duration(1));
    begin_ = bent(range_.from);
    const Duration length = std::max(bent(range_.until) - begin_, Duration(1));
    pixelsPerNs_ = (right_ - left_) / static_cast<double>(length.count());
}

Instant TimeAxis::at(double x) const
{
    const double ns = (x - left_) / pixelsPerNs_;
    const Instant place = begin_ + Duration(std::llround(std::clamp(ns, -4e18, 4e18)));
    return warp_ ? warp_->straightened(place) : place;
}

Duration TimeAxis::perPixel() const
{
    return Duration(std::max<qint64>(1, std::llround(1 / pixelsPerNs_)));
}

Duration TimeAxis::length(double pixels) const
{
    return Duration(std::llround(pixels / pixelsPerNs_));
}

Duration niceStep(Duration atLeast)
{
    const qint64 wanted = std::max<qint64>(1, atLeast.count());
    for (qint64 power = 1; power < s; power *= 10)
        for (qint64 m : {1, 2, 5})
            if (m * power >= wanted) return Duration(m * power);
    for (qint64 m : {1, 2, 5, 10, 20, 30})
        if (m * s >= wanted) return Duration(m * s);
    for (qint64 power = minute; power < never.time_since_epoch().count() / 100; power *= 10)
        for (qint64 m : {1, 2, 5})
            if (m * power >= wanted) return Duration(m * power);
    return Duration(wanted);
}

std::vector<Tick> ticks(const TimeAxis& axis, double spacing)
{
    const TimeRange range = axis.range();
    const qint64 step = niceStep(axis.length(spacing)).count();
    const Unit unit = unitFor(std::max(std::abs(range.from.time_since_epoch().count()),
                                       std::abs(range.until.time_since_epoch().count())),
                              step);
    const int digits = decimals(step, unit.ns);
    std::vector<Tick> out;
    const auto between = [&](Instant begin, Instant end) {
        const qint64 from = begin.time_since_epoch().count(), until = end.time_since_epoch().count();
        for (qint64 t = -floorDiv(-from, step) * step; t <= until && out.size() < 1000; t += step)
            if (out.empty() || axis.x(Instant(Duration(t))) - axis.x(out.back().at) > spacing * 0.9)
                out.push_back({Instant(Duration(t)), toldOther(inUnit(t, unit, digits))});
    };
    Instant from = range.from;
    if (axis.warp()) {
        for (const IdleGap& gap : axis.warp()->gaps()) {
            if (gap.until <= range.from || gap.from >= range.until) continue;
            between(from, std::min(gap.from, range.until));
            from = gap.until;
        }
    }
    if (from <= range.until) between(from, range.until);
    return out;
}

QString timeText(Instant t, Duration perPixel)
{
    const qint64 ns = t.time_since_epoch().count();
    const Unit unit = std::abs(ns) >= 2 * s                                ? units[3]
                      : std::abs(ns) >= 2'000 || perPixel.count() >= 1'000 ? units[2]
                                                                           : units[0];
    return toldOther(inUnit(ns, unit, std::min(6, decimals(std::max<qint64>(1, perPixel.count()), unit.ns))));
}

}  // namespace stampede::ui
