#pragma once

#include <QObject>

#include "ui/look/words/table_data.h"
#include "ui/session/parameters/parameter.h"
#include "ui/study/compare/comparison.h"
#include "ui/study/study.h"

#include <optional>

namespace stampede::ui {

/// How the number of queries grows with the traffic, under every strategy: the first pinned number of the
/// traffic from 1 to where a run has some 100 000 requests, coarse steps first. What was computed is kept
/// until something else than that number changes. Comes after the runs of the comparison.
class Growth : public Study {
    Q_OBJECT

public:
    Growth(Session& session, Comparison& comparison, QObject* parent = nullptr);

    /// Whether the traffic has such a number; a replayed log has none.
    bool possible() const { return parameter_.has_value(); }
    QString title() const { return parameter_ ? parameter_->label : QString(); }
    const std::vector<double>& values() const { return values_; }
    /// Of a contender, by value; NaN where not known yet.
    const std::vector<double>& queries(std::size_t contender) const { return queries_[contender]; }
    Scenario scenarioAt(std::size_t contender, std::size_t value) const;
    std::size_t curves() const { return queries_.size(); }
    /// The scenario's own value.
    double now() const;
    std::size_t done() const { return batch().done(); }
    std::size_t total() const { return batch().total(); }
    TableData table() const;

    static constexpr double mostRequests = 100'000;

private:
    void letGo() override;
    Asked ask() override;
    std::vector<Batch::Task> begin() override;
    std::vector<double> chosenValues() const;

    Comparison& comparison_;
    std::optional<Parameter> parameter_;
    QString shape_;  ///< of the scenarios that it is a number of
    /// the contenders' scenarios with the number at 1: what the curves are of
    std::vector<Scenario> bases_;
    std::vector<double> values_;
    std::vector<std::vector<double>> queries_;
};

}  // namespace stampede::ui
