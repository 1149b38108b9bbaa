#include "ui/study/explore/heat_study.h"

#include "core/analysis/metrics_json.h"
#include "core/world/world.h"

#include <QTimer>

#include <algorithm>
#include <cmath>

namespace stampede::ui {

namespace {

constexpr int restMs = 250;
constexpr double mostRequests = 20'000;  ///< of one cell's run

bool isTraffic(const Parameter& p)
{
    return p.path.startsWith(QLatin1String("traffic.")) &&
           (p.path.endsWith(QLatin1String(".requests")) || p.path.contains(QLatin1String(".rate")) ||
            p.path.endsWith(QLatin1String(".clients")));
}

int nearest(const std::vector<double>& values, double v)
{
    if (values.empty() || v < values.front() - 1e-9 || v > values.back() + 1e-9) return -1;
    const auto distance = [v](double a) {
        return a > 0 && v > 0 ? std::abs(std::log(a / v)) : std::abs(a - v);
    };
    return int(std::min_element(values.begin(), values.end(),
                                [&](double a, double b) { return distance(a) < distance(b); }) -
               values.begin());
}

/// How coarse the grid is when a cell comes: 4, 2 or 1.
std::size_t strideOf(std::size_t column, std::size_t row)
{
    for (std::size_t stride : {4, 2})
        if (column % stride == 0 && row % stride == 0) return stride;
    return 1;
}

}  // namespace

HeatStudy::HeatStudy(Session& session, QObject* parent)
    : QObject(parent), session_(session), batch_(Batch::Urgency::later)
{
    rest_ = new QTimer(this);
    rest_->setSingleShot(true);
    rest_->setInterval(restMs);
    connect(rest_, &QTimer::timeout, this, &HeatStudy::compute);
    connect(&session_, &Session::scenarioChanged, this, &HeatStudy::follow);
    connect(&session_, &Session::runChanged, this, &HeatStudy::follow);
    connect(&batch_, &Batch::failed, this, [this](const QString& sentence) { trouble_ = sentence; });
    connect(&batch_, &Batch::finished, this, [this] {
        emit changed();
        emit settledNow();
    });
}

void HeatStudy::setWatched(bool watched)
{
    watched_ = watched;
    if (watched) return follow();
    rest_->stop();
    if (batch_.busy()) begun_ = false;
    batch_.stop();
}

bool HeatStudy::settled() const
{
    return watched_ && begun_ && !rest_->isActive() && !batch_.busy();
}

std::vector<Parameter> HeatStudy::candidates() const
{
    std::vector<Parameter> list;
    for (Parameter& p : parametersOf(session_.scenario())) {
        const bool number = p.kind != Parameter::Kind::choice && p.kind != Parameter::Kind::toggle &&
                            p.path != QLatin1String("seed");
        const bool works = !p.noEffect || p.noEffect(session_.scenario()).isEmpty();
        if (number && works && !p.optional) list.push_back(std::move(p));
    }
    return list;
}

void HeatStudy::setAxes(const QString& xPath, const QString& yPath)
{
    xWanted_ = xPath;
    yWanted_ = yPath;
    begun_ = false;
    follow();
}

/// As wanted where the scenario has them; else β and the traffic, or the traffic and the query time.
void HeatStudy::chooseAxes()
{
    const std::vector<Parameter> all = candidates();
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

/// Evenly spaced as on the number's slider; traffic ends where a run would take long.
std::vector<double> HeatStudy::valuesOf(const Parameter& p) const
{
    int last = Parameter::steps;
    if (isTraffic(p) && session_.run()) {
        const double each =
            double(session_.run()->metrics.requests) / std::max(p.get(session_.scenario()), 1e-9);
        last =
            std::max(Parameter::steps / 4, std::min(last, p.position(mostRequests / std::max(each, 1e-9))));
    }
    std::vector<double> values;
    for (std::size_t i = 0; i < side; ++i)
        values.push_back(p.valueAt(int(std::lround(double(last) * double(i) / (side - 1)))));
    return values;
}

/// A scenario of another shape may not have these numbers at all.
void HeatStudy::forgetOthers()
{
    if (shapeOf(session_.scenario()) == shape_) return;
    shape_ = shapeOf(session_.scenario());
    x_.reset();
    y_.reset();
    xs_.clear();
    ys_.clear();
    cells_.clear();
    done_ = 0;
    begun_ = false;
    rest_->stop();
    batch_.stop();
    emit changed();
}

void HeatStudy::follow()
{
    forgetOthers();
    if (!watched_ || !session_.run() || session_.run()->scenario != session_.scenario()) return;
    chooseAxes();
    if (!x_ || !y_) {
        batch_.stop();
        begun_ = true;
        cells_.clear();
        emit changed();
        emit settledNow();
        return;
    }
    Scenario base = session_.scenario();
    x_->set(base, x_->valueAt(0));
    y_->set(base, y_->valueAt(0));
    emit changed();  // the place of the scenario may be another
    if (begun_ && base == base_) return;
    batch_.stop();
    base_ = std::move(base);
    begun_ = true;
    rest_->start();
}

Scenario HeatStudy::scenarioAt(std::size_t column, std::size_t row) const
{
    Scenario s = base_;
    x_->set(s, xs_[column]);
    y_->set(s, ys_[row]);
    return s;
}

void HeatStudy::compute()
{
    xs_ = valuesOf(*x_);
    ys_ = valuesOf(*y_);
    cells_.assign(xs_.size() * ys_.size(), {});
    done_ = 0;
    trouble_.clear();
    std::vector<Batch::Task> tasks;
    for (std::size_t stride : {4, 2, 1})
        for (std::size_t row = 0; row < ys_.size(); ++row)
            for (std::size_t column = 0; column < xs_.size(); ++column) {
                if (strideOf(column, row) != stride) continue;
                tasks.push_back([this, i = index(column, row), scenario = scenarioAt(column, row)](
                                    const std::stop_token& stop) -> Batch::Deliver {
                    const RecordingPtr recording =
                        simulate(scenario, {.stop = stop, .end = {}, .progress = {}});
                    if (!recording) return {};
                    const Metrics metrics = measure(*recording);
                    return [this, i, metrics] {
                        cells_[i] = metrics;
                        ++done_;
                        emit changed();
                    };
                });
            }
    batch_.start(std::move(tasks));
    emit changed();
}

const Metrics* HeatStudy::at(std::size_t column, std::size_t row) const
{
    for (std::size_t stride : {1, 2, 4}) {
        const auto& cell = cells_[index(column / stride * stride, row / stride * stride)];
        if (cell) return &*cell;
    }
    return nullptr;
}

std::pair<int, int> HeatStudy::here() const
{
    if (!x_ || !y_) return {-1, -1};
    return {nearest(xs_, x_->get(session_.scenario())), nearest(ys_, y_->get(session_.scenario()))};
}

TableData HeatStudy::table(const std::string& path) const
{
    TableData out;
    if (!x_ || !y_ || cells_.empty()) return out;
    out.header = {x_->path, y_->path, QString::fromStdString(path)};
    for (std::size_t row = 0; row < ys_.size(); ++row)
        for (std::size_t column = 0; column < xs_.size(); ++column) {
            const auto& cell = cells_[index(column, row)];
            out.rows.push_back({x_->text(xs_[column]), y_->text(ys_[row]),
                                cell ? plainNumber(metric(*cell, path)) : QString()});
        }
    return out;
}

}  // namespace stampede::ui
