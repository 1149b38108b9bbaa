#include "ui/study/compare/growth.h"

#include "core/world/world.h"

#include <QTimer>

#include <algorithm>
#include <cmath>
#include <limits>

namespace stampede::ui {

namespace {

constexpr int restMs = 250;  ///< a drag is not followed step by step
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
    : QObject(parent), session_(session), comparison_(comparison), batch_(Batch::Urgency::later)
{
    rest_ = new QTimer(this);
    rest_->setSingleShot(true);
    rest_->setInterval(restMs);
    connect(rest_, &QTimer::timeout, this, &Growth::compute);
    connect(&comparison_, &Comparison::changed, this, &Growth::follow);
    connect(&comparison_, &Comparison::settledNow, this, &Growth::follow);
    connect(&batch_, &Batch::finished, this, [this] {
        emit changed();
        emit settledNow();
    });
}

void Growth::setWatched(bool watched)
{
    watched_ = watched;
    if (watched) return follow();
    rest_->stop();
    if (batch_.busy()) bases_.clear();  // what is missing is computed when it is looked at again
    batch_.stop();
}

double Growth::now() const
{
    return parameter_ ? parameter_->get(session_.scenario()) : unknown;
}

bool Growth::settled() const
{
    return watched_ && !rest_->isActive() && !batch_.busy();
}

/// A scenario with other traffic has no such number, and with other strategies the curves are not theirs.
void Growth::forgetOthers()
{
    const bool same = shapeOf(session_.scenario()) == shape_ &&
                      (curves() == 0 || curves() == comparison_.contenders().size());
    if (same) return;
    shape_ = shapeOf(session_.scenario());
    parameter_.reset();
    bases_.clear();
    values_.clear();
    queries_.clear();
    rest_->stop();
    batch_.stop();
    emit changed();
}

void Growth::follow()
{
    forgetOthers();
    if (!watched_ || !comparison_.settled() || !comparison_.trouble().isEmpty()) return;
    parameter_ = trafficNumber(session_.scenario());
    std::vector<Scenario> bases;
    if (parameter_)
        for (const Contender& c : comparison_.contenders()) {
            bases.push_back(c.scenario);
            parameter_->set(bases.back(), 1);
        }
    emit changed();  // the value of now may be another
    if (bases == bases_ && !values_.empty() && values_ == chosenValues()) return;
    bases_ = std::move(bases);
    rest_->start();
}

/// As many requests come without it, and so many more with each unit of it: from the run that is there.
std::vector<double> Growth::chosenValues() const
{
    if (!parameter_) return {};
    double requests = 0;
    for (const Contender& c : comparison_.contenders())
        if (c.run) requests = std::max(requests, double(c.run->metrics.requests));
    const double each = std::max(requests / std::max(now(), 1.0), 1e-9);
    const double greatest = std::clamp(mostRequests / each, 10.0, std::min(parameter_->most, mostRequests));
    std::vector<double> values;
    for (double power = 1; power <= greatest * 1.0001; power *= 10)
        for (double step : {1, 2, 5})
            if (step * power <= greatest * 1.0001) values.push_back(step * power);
    return values;
}

void Growth::compute()
{
    values_ = chosenValues();
    queries_.assign(bases_.size(), std::vector<double>(values_.size(), unknown));
    std::vector<Batch::Task> tasks;
    for (std::size_t v : coarseFirst(values_)) {
        for (std::size_t c = 0; c < bases_.size(); ++c) {
            Scenario scenario = bases_[c];
            parameter_->set(scenario, values_[v]);
            tasks.push_back([this, c, v,
                             scenario = std::move(scenario)](const std::stop_token& stop) -> Batch::Deliver {
                const RecordingPtr recording = simulate(scenario, {.stop = stop, .end = {}, .progress = {}});
                if (!recording) return {};
                const double queries = double(measure(*recording).database.queries);
                return [this, c, v, queries] {
                    queries_[c][v] = queries;
                    emit changed();
                };
            });
        }
    }
    batch_.start(std::move(tasks));
    emit changed();
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
