#include "ui/study/compare/growth.h"

#include "ui/look/theme/kept_within.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace stampede::ui {

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

/// The number of the traffic that the lab pins, where more of it means more requests.
std::optional<Parameter> trafficNumber(const Scenario& scenario)
{
    for (const Parameter& p : parametersOf(scenario))
        if (p.group == Parameter::Group::pinned && p.path.startsWith(QLatin1String("traffic.")) &&
            !p.path.endsWith(QLatin1String(".speed")))
            return p;
    return {};
}

/// 1, 2, 5, 10 … with the powers of ten first: the whole range is seen early.
std::vector<std::size_t> coarseFirst(const std::vector<double>& values)
{
    const auto isPower = [&](std::size_t i) {
        return std::abs(std::log10(values[i]) - std::round(std::log10(values[i]))) < 1e-9;
    };
    std::vector<std::size_t> order(values.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_partition(order.begin(), order.end(), isPower);
    return order;
}

}  // namespace

Growth::Growth(Session& session, Comparison& comparison, QObject* parent)
    : Study(session, Batch::Urgency::later, parent), comparison_(comparison)
{
    connect(&comparison_, &Comparison::changed, this, &Growth::follow);
    connect(&comparison_, &Comparison::settledNow, this, &Growth::follow);
}

double Growth::now() const
{
    return parameter_ ? parameter_->get(session().scenario()) : unknown;
}

/// A scenario with other traffic has no such number, and with other strategies the curves are not theirs.
void Growth::letGo()
{
    const bool same = shapeOf(session().scenario()) == shape_ &&
                      (curves() == 0 || curves() == comparison_.contenders().size());
    if (same) return;
    shape_ = shapeOf(session().scenario());
    parameter_.reset();
    bases_.clear();
    values_.clear();
    queries_.clear();
    forget();
    emit changed();
}

Study::Asked Growth::ask()
{
    if (!comparison_.settled()) return Asked::later;
    if (!comparison_.trouble().isEmpty()) return Asked::nothing;
    parameter_ = trafficNumber(session().scenario());
    std::vector<Scenario> bases;
    if (!parameter_) return Asked::nothing;
    for (const Contender& c : comparison_.contenders()) {
        bases.push_back(c.scenario);
        parameter_->set(bases.back(), 1);
    }
    emit changed();  // the value of now may be another
    if (bases == bases_ && values_ == chosenValues()) return Asked::theSame;
    bases_ = std::move(bases);
    return Asked::another;
}

/// As many requests come without it, and so many more with each unit of it: from the run that is there.
std::vector<double> Growth::chosenValues() const
{
    if (!parameter_) return {};
    double requests = 0;
    for (const Contender& c : comparison_.contenders())
        if (c.run) requests = std::max(requests, double(c.run->metrics.requests));
    const double each = std::max(requests / std::max(now(), 1.0), 1e-9);
    const double greatest = keptWithin(mostRequests / each, 10.0, std::min(parameter_->most, mostRequests));
    std::vector<double> values;
    for (double power = 1; power <= greatest * 1.0001; power *= 10)
        for (double step : {1, 2, 5})
            if (step * power <= greatest * 1.0001) values.push_back(step * power);
    return values;
}

Scenario Growth::scenarioAt(std::size_t contender, std::size_t value) const
{
    Scenario scenario = bases_[contender];
    parameter_->set(scenario, values_[value]);
    return scenario;
}

std::vector<Batch::Task> Growth::begin()
{
    values_ = chosenValues();
    queries_.assign(bases_.size(), std::vector<double>(values_.size(), unknown));
    std::vector<Batch::Task> tasks;
    for (std::size_t v : coarseFirst(values_)) {
        for (std::size_t c = 0; c < bases_.size(); ++c) {
            tasks.push_back(measured(scenarioAt(c, v), [this, c, v](const Metrics& metrics) {
                queries_[c][v] = double(metrics.database.queries);
                emit changed();
            }));
        }
    }
    return tasks;
}

TableData Growth::table() const
{
    TableData out;
    out.header += title();
    for (std::size_t c = 0; c < curves(); ++c) out.header += comparison_.contenders()[c].name;
    for (std::size_t v = 0; v < values_.size(); ++v) {
        QStringList row{plainNumber(values_[v])};
        for (std::size_t c = 0; c < curves(); ++c) row += plainNumber(queries_[c][v]);
        out.rows.push_back(row);
    }
    return out;
}

}  // namespace stampede::ui
