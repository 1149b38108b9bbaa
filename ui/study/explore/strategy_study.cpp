#include "ui/study/explore/strategy_study.h"

#include "core/analysis/metrics_json.h"
#include "core/strategy/catalogue.h"
#include "core/world/world.h"
#include "ui/session/workbench/workbench.h"

#include <QTimer>

#include <algorithm>

namespace stampede::ui {

namespace {

constexpr int restMs = 300;

std::size_t seedsFor(std::uint64_t requests)
{
    return requests <= 20'000 ? 40 : requests <= 100'000 ? 20 : 8;
}

}  // namespace

StrategyStudy::StrategyStudy(Session& session, Workbench& workbench, QObject* parent)
    : QObject(parent), session_(session), workbench_(workbench), batch_(Batch::Urgency::later)
{
    rest_ = new QTimer(this);
    rest_->setSingleShot(true);
    rest_->setInterval(restMs);
    connect(rest_, &QTimer::timeout, this, &StrategyStudy::compute);
    connect(&session_, &Session::scenarioChanged, this, &StrategyStudy::follow);
    connect(&session_, &Session::runChanged, this, &StrategyStudy::follow);
    connect(&batch_, &Batch::finished, this, [this] {
        emit changed();
        emit settledNow();
    });
}

void StrategyStudy::setWatched(bool watched)
{
    watched_ = watched;
    if (watched) return follow();
    rest_->stop();
    if (batch_.busy()) begun_ = false;
    batch_.stop();
}

bool StrategyStudy::settled() const
{
    return watched_ && begun_ && !rest_->isActive() && !batch_.busy();
}

void StrategyStudy::follow()
{
    if (!watched_ || !session_.run() || session_.run()->scenario != session_.scenario()) return;
    if (begun_ && base_ == session_.scenario()) return;
    batch_.stop();
    base_ = session_.scenario();
    begun_ = true;
    rest_->start();
}

void StrategyStudy::compute()
{
    current_ = base_.strategy.name;
    ids_.clear();
    names_.clear();
    std::vector<Scenario> under;
    for (const NamedStrategy& named : catalogue()) {
        ids_.push_back(named.id);
        names_.push_back(QString::fromStdString(named.name));
        under.push_back(workbench_.under(QString::fromStdString(named.id)));
    }
    if (!find_strategy(current_)) {
        ids_.push_back(current_);
        names_.push_back(tr("Custom"));
        under.push_back(base_);
    }
    metrics_.assign(under.size(), {});
    seeds_ = seedsFor(session_.run()->recording->requests.size());
    std::vector<Batch::Task> tasks;
    for (std::size_t seed = 0; seed < seeds_; ++seed)
        for (std::size_t i = 0; i < under.size(); ++i)
            tasks.push_back([this, i, seed,
                             scenario = under[i]](const std::stop_token& stop) mutable -> Batch::Deliver {
                scenario.seed += seed;
                const RecordingPtr recording = simulate(scenario, {.stop = stop, .end = {}, .progress = {}});
                if (!recording) return {};
                const Metrics metrics = measure(*recording);
                return [this, i, metrics] {
                    metrics_[i].push_back(metrics);
                    if (i + 1 == metrics_.size()) emit changed();
                };
            });
    batch_.start(std::move(tasks));
    emit changed();
}

std::vector<double> StrategyStudy::values(std::size_t strategy, const std::string& path) const
{
    std::vector<double> out;
    for (const Metrics& m : metrics_[strategy]) out.push_back(metric(m, path));
    return out;
}

Summary StrategyStudy::summary(std::size_t strategy, const std::string& path) const
{
    return summarize(values(strategy, path));
}

TableData StrategyStudy::table(const std::string& path) const
{
    TableData out;
    out.header = {tr("Strategy"), tr("seeds"), tr("mean of %1").arg(QString::fromStdString(path)),
                  tr("± 95 %"),   tr("least"), tr("most")};
    for (std::size_t i = 0; i < strategies(); ++i) {
        const Summary s = summary(i, path);
        out.rows.push_back({names_[i], QString::number(metrics_[i].size()), plainNumber(s.mean),
                            plainNumber(s.ci95), plainNumber(s.min), plainNumber(s.max)});
    }
    return out;
}

}  // namespace stampede::ui
