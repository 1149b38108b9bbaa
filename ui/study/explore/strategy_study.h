#pragma once

#include <QObject>

#include "core/analysis/metrics.h"
#include "core/analysis/statistics.h"
#include "ui/look/words/table_data.h"
#include "ui/session/batch/batch.h"
#include "ui/session/session.h"

class QTimer;

namespace stampede::ui {

class Workbench;

/// The session's scenario under every named strategy, each with the same seeds: what tells luck from a
/// difference. Seeds come one by one for all strategies, so that all are equally well known. Computes only
/// while it is watched.
class StrategyStudy : public QObject {
    Q_OBJECT

public:
    StrategyStudy(Session& session, Workbench& workbench, QObject* parent = nullptr);

    void setWatched(bool watched);
    std::size_t strategies() const { return names_.size(); }
    QString name(std::size_t strategy) const { return names_[strategy]; }
    bool isCurrent(std::size_t strategy) const { return ids_[strategy] == current_; }
    /// Seeds that are known of it.
    std::vector<double> values(std::size_t strategy, const std::string& metric) const;
    Summary summary(std::size_t strategy, const std::string& metric) const;
    std::size_t seeds() const { return seeds_; }
    bool settled() const;
    TableData table(const std::string& metric) const;

signals:
    void changed();
    void settledNow();

private:
    void follow();
    void compute();

    Session& session_;
    Workbench& workbench_;
    Batch batch_;
    QTimer* rest_ = nullptr;
    bool watched_ = false, begun_ = false;
    Scenario base_;
    std::string current_;
    std::vector<std::string> ids_;
    std::vector<QString> names_;
    std::vector<std::vector<Metrics>> metrics_;  ///< by strategy, in order of coming
    std::size_t seeds_ = 0;
};

}  // namespace stampede::ui
