#include "core/lesson/curve.h"

#include "core/analysis/figures.h"
#include "core/analysis/timeline.h"
#include "core/strategy/when.h"

#include <algorithm>
#include <cmath>

namespace stampede {

namespace {

double share_at(std::size_t column)
{
    return static_cast<double>(column) / static_cast<double>(curve_columns - 1);
}

/// The greatest value within a column, so that a short peak is not lost between two of them.
double highest(std::span<const Step> curve, Instant from, Instant until)
{
    std::uint32_t most = value_at(curve, from);
    auto step =
        std::upper_bound(curve.begin(), curve.end(), from, [](Instant t, const Step& s) { return t < s.at; });
    for (; step != curve.end() && step->at <= until; ++step) most = std::max(most, step->value);
    return most;
}

CurveValues database_curve(const CurveQuestion& q, const Recording& recording)
{
    const Timeline timeline = build_timeline(recording);
    const std::vector<Step>& steps = q.of == CurveOf::queued ? timeline.queued : timeline.in_flight;
    CurveValues values;
    const Duration column = (q.until - q.from) / static_cast<std::int64_t>(curve_columns - 1);
    for (std::size_t i = 0; i < curve_columns; ++i) {
        const Instant at = q.from + Duration(static_cast<std::int64_t>(
                                        share_at(i) * static_cast<double>((q.until - q.from).count())));
        values.push_back(highest(steps, at - column / 2, at + column / 2) / q.most);
    }
    return values;
}

double count_at(CurveOf of, const FiguresAt& f)
{
    switch (of) {
    case CurveOf::waiting: return static_cast<double>(f.waiting);
    case CurveOf::arrived: return static_cast<double>(f.requests);
    case CurveOf::answered: return static_cast<double>(f.answered);
    default: return static_cast<double>(f.queries);
    }
}

CurveValues counted_curve(const CurveQuestion& q, const Recording& recording)
{
    const Figures figures(recording);
    CurveValues values;
    for (std::size_t i = 0; i < curve_columns; ++i) {
        const auto into =
            static_cast<std::int64_t>(share_at(i) * static_cast<double>((q.until - q.from).count()));
        values.push_back(count_at(q.of, figures.at(q.from + Duration(into))) / q.most);
    }
    return values;
}

/// Two parts are joined by "or": one roll decides for both, so the greater chance counts.
CurveValues chance_curve(const CurveQuestion& q, const Scenario& s)
{
    CurveValues values;
    for (std::size_t i = 0; i < curve_columns; ++i) {
        const auto remaining =
            Duration(static_cast<std::int64_t>((1 - share_at(i)) * static_cast<double>(s.cache.ttl.count())));
        double chance = 0;
        for (const When& when : s.strategy.when)
            chance =
                std::max(chance, refresh_probability(when, remaining, s.cache.ttl, s.database.query_time));
        values.push_back(chance / q.most);
    }
    return values;
}

}  // namespace

CurveValues true_curve(const CurveQuestion& question, const MeasuredRun& run)
{
    switch (question.of) {
    case CurveOf::in_flight:
    case CurveOf::queued: return database_curve(question, *run.recording);
    case CurveOf::refresh_probability: return chance_curve(question, run.scenario);
    default: return counted_curve(question, *run.recording);
    }
}

CurveValues curve_through(std::vector<CurvePoint> points)
{
    if (points.empty()) return {};
    std::stable_sort(points.begin(), points.end(),
                     [](const CurvePoint& a, const CurvePoint& b) { return a.x < b.x; });
    CurveValues values;
    std::size_t next = 0;
    for (std::size_t i = 0; i < curve_columns; ++i) {
        const double x = share_at(i);
        while (next < points.size() && points[next].x < x) ++next;
        if (next == 0)
            values.push_back(points.front().y);
        else if (next == points.size())
            values.push_back(points.back().y);
        else {
            const CurvePoint &a = points[next - 1], &b = points[next];
            const double part = b.x > a.x ? (x - a.x) / (b.x - a.x) : 1;
            values.push_back(a.y + part * (b.y - a.y));
        }
    }
    return values;
}

double mean_distance(const CurveValues& a, const CurveValues& b)
{
    const auto seen = [](double v) { return std::clamp(v, 0.0, 1.0); };
    double sum = 0;
    for (std::size_t i = 0; i < curve_columns; ++i) sum += std::abs(seen(a[i]) - seen(b[i]));
    return sum / static_cast<double>(curve_columns);
}

}  // namespace stampede
