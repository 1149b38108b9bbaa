#include "ui/study/explore/heat_axes.h"

#include <algorithm>
#include <cmath>

namespace stampede::ui {

namespace {

constexpr double mostRequests = 20'000;  ///< of one cell's run

bool isTraffic(const Parameter& p)
{
    return p.path.startsWith(QLatin1String("traffic.")) &&
           (p.path.endsWith(QLatin1String(".requests")) || p.path.contains(QLatin1String(".rate")) ||
            p.path.endsWith(QLatin1String(".clients")));
}

int nearestOf(const std::vector<double>& values, double v)
{
    if (values.empty() || v < values.front() - 1e-9 || v > values.back() + 1e-9) return -1;
    const auto distance = [v](double a) {
        return a > 0 && v > 0 ? std::abs(std::log(a / v)) : std::abs(a - v);
    };
    return int(std::min_element(values.begin(), values.end(),
                                [&](double a, double b) { return distance(a) < distance(b); }) -
               values.begin());
}

std::vector<double> valuesOf(const Parameter& p, const Scenario& s, const Run& run)
{
    int last = Parameter::steps;
    if (isTraffic(p)) {
        const double each = double(run.metrics.requests) / std::max(p.get(s), 1e-9);
        last =
            std::max(Parameter::steps / 4, std::min(last, p.position(mostRequests / std::max(each, 1e-9))));
    }
    std::vector<double> values;
    for (std::size_t i = 0; i < HeatAxes::side; ++i)
        values.push_back(p.valueAt(int(std::lround(double(last) * double(i) / (HeatAxes::side - 1)))));
    return values;
}

}  // namespace

std::vector<Parameter> HeatAxes::candidates(const Scenario& s)
{
    std::vector<Parameter> list;
    for (Parameter& p : parametersOf(s)) {
        const bool number = p.kind != Parameter::Kind::choice && p.kind != Parameter::Kind::toggle &&
                            p.path != QLatin1String("seed");
        const bool works = !p.noEffect || p.noEffect(s).isEmpty();
        if (number && works && !p.optional) list.push_back(std::move(p));
    }
    return list;
}

void HeatAxes::want(const QString& x, const QString& y)
{
    xWanted_ = x;
    yWanted_ = y;
}

void HeatAxes::choose(const Scenario& s)
{
    const std::vector<Parameter> all = candidates(s);
    const auto find = [&](const QString& path) -> std::optional<Parameter> {
        for (const Parameter& p : all)
            if (p.path == path) return p;
        return {};
    };
    std::optional<Parameter> traffic;
    for (const Parameter& p : all)
        if (!traffic && isTraffic(p)) traffic = p;
    std::optional<Parameter> beta = find(QStringLiteral("strategy.beta")),
                             query = find(QStringLiteral("database.query_time"));
    x_ = find(xWanted_);
    y_ = find(yWanted_);
    const auto other = [](const std::optional<Parameter>& p, const std::optional<Parameter>& taken) {
        return p && !(taken && taken->path == p->path);
    };
    for (const auto* p : {&beta, &traffic, &query})
        if (!x_ && other(*p, y_)) x_ = *p;
    for (const auto* p : {&traffic, &query, &beta})
        if (!y_ && other(*p, x_)) y_ = *p;
}

void HeatAxes::divide(const Scenario& s, const Run& run)
{
    xs_ = valuesOf(*x_, s, run);
    ys_ = valuesOf(*y_, s, run);
}

void HeatAxes::clear()
{
    x_.reset();
    y_.reset();
    xs_.clear();
    ys_.clear();
}

Scenario HeatAxes::common(Scenario s) const
{
    x_->set(s, x_->valueAt(0));
    y_->set(s, y_->valueAt(0));
    return s;
}

Scenario HeatAxes::at(Scenario s, std::size_t column, std::size_t row) const
{
    x_->set(s, xs_[column]);
    y_->set(s, ys_[row]);
    return s;
}

std::pair<int, int> HeatAxes::nearest(const Scenario& s) const
{
    if (!chosen()) return {-1, -1};
    return {nearestOf(xs_, x_->get(s)), nearestOf(ys_, y_->get(s))};
}

}  // namespace stampede::ui
