#pragma once

#include <QObject>

#include "core/analysis/statistics.h"
#include "ui/look/words/table_data.h"
#include "ui/study/study.h"

namespace stampede::ui {

class Workbench;

/// The session's scenario under every named strategy, each with the same seeds: what tells luck from a
/// difference. Seeds come one by one for all strategies, so that all are equally well known.
class StrategyStudy : public Study {
    Q_OBJECT

public:
    StrategyStudy(Session& session, Workbench& workbench, QObject* parent = nullptr);

    std::size_t strategies() const { return names_.size(); }
    QString name(std::size_t strategy) const { return names_[strategy]; }
    /// Under it, with the first of the seeds.
    const Scenario& scenario(std::size_t strategy) const { return under_[strategy]; }
    bool isCurrent(std::size_t strategy) const { return ids_[strategy] == current_; }
    /// Seeds that are known of it.
    std::vector<double> values(std::size_t strategy, const std::string& metric) const;
    Summary summary(std::size_t strategy, const std::string& metric) const;
    std::size_t seeds() const { return seeds_; }
    TableData table(const std::string& metric) const;

private:
    Asked ask() override;
    std::vector<Batch::Task> begin() override;

    Workbench& workbench_;
    Scenario base_;
    std::string current_;
    std::vector<std::string> ids_;
    std::vector<QString> names_;
    std::vector<Scenario> under_;
    std::vector<std::vector<Metrics>> metrics_;  ///< by strategy, in order of coming
    std::size_t seeds_ = 0;
};

}  // namespace stampede::ui
