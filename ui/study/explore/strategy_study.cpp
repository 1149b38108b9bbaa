#include "ui/study/explore/strategy_study.h"

#include "core/analysis/metrics_json.h"
#include "core/strategy/catalogue.h"
#include "ui/look/words/strategy_words.h"
#include "ui/session/workbench/workbench.h"

#include <algorithm>

namespace stampede::ui {

namespace {

/// So many that ten strategies take seconds, not minutes.
std::size_t seedsOfEach(std::uint64_t requests)
{
    return requests <= 20'000 ? 40 : requests <= 100'000 ? 20 : 8;
}

}  // namespace

StrategyStudy::StrategyStudy(Session& session, Workbench& workbench, QObject* parent)
    : Study(session, Batch::Urgency::later, parent), workbench_(workbench)
{
    followSession();
}

Study::Asked StrategyStudy::ask()
{
    if (!runIsThere()) return Asked::later;
    if (base_ == session().scenario()) return Asked::theSame;
    base_ = session().scenario();
    return Asked::another;
}

std::vector<Batch::Task> StrategyStudy::begin()
{
    current_ = base_.strategy.name;
    ids_.clear();
    names_.clear();
    under_.clear();
    for (const NamedStrategy& named : catalogue()) {
        ids_.push_back(named.id);
        names_.push_back(nameText(named));
        under_.push_back(workbench_.under(QString::fromStdString(named.id)));
    }
    if (!find_strategy(current_)) {
        ids_.push_back(current_);
        names_.push_back(tr("Custom"));
        under_.push_back(base_);
    }
    metrics_.assign(under_.size(), {});
    seeds_ = seedsOfEach(session().run()->recording->requests.size());
    std::vector<Batch::Task> tasks;
    for (std::size_t seed = 0; seed < seeds_; ++seed)
        for (std::size_t i = 0; i < under_.size(); ++i) {
            Scenario scenario = under_[i];
            scenario.seed += seed;
            tasks.push_back(measured(std::move(scenario), [this, i](const Metrics& metrics) {
                metrics_[i].push_back(metrics);
                if (i + 1 == metrics_.size()) emit changed();
            }));
        }
    return tasks;
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
