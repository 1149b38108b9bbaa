#pragma once

#include <QObject>

#include "core/analysis/metrics.h"
#include "core/analysis/spread.h"
#include "core/analysis/statistics.h"
#include "ui/look/words/table_data.h"
#include "ui/study/study.h"

namespace stampede::ui {

/// The session's scenario with many seeds: every figure of each run, and how many queries ran at once over
/// time. Stages of 10, 30, 100 and 300 seeds, so that something is there soon.
class SeedStudy : public Study {
    Q_OBJECT

public:
    explicit SeedStudy(Session& session, QObject* parent = nullptr);

    const Scenario& scenario() const { return base_; }
    /// By seed from the scenario's own on; only the first `known()` of them are there, without gaps.
    std::size_t known() const { return known_; }
    std::size_t wanted() const { return metrics_.size(); }

    std::vector<double> values(const std::string& metric) const;
    Summary summary(const std::string& metric) const;
    TableData table(const std::string& metric) const;

    /// Queries at once in each slice of the run, over the seeds that are known.
    TimeRange range() const { return range_; }
    static Slices slicesOf(TimeRange range) { return {range.from, range.until, 240}; }
    Band band() const;
    /// Of the scenario's own seed. REQUIRES: it is known.
    const Profile& own() const { return profiles_[0]; }
    TableData bandTable() const;

private:
    Asked ask() override;
    std::vector<Batch::Task> begin() override;
    void receive(std::size_t seed, const Metrics& metrics, const Profile& profile);

    Scenario base_;
    TimeRange range_;
    std::vector<Metrics> metrics_;
    std::vector<Profile> profiles_;
    std::vector<char> there_;
    std::size_t known_ = 0;
};

}  // namespace stampede::ui
