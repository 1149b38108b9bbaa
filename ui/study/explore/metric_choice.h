#pragma once

#include <QString>

#include "core/analysis/metrics.h"
#include "core/scenario/scenario.h"

#include <optional>
#include <span>
#include <string>

namespace stampede::ui {

/// A figure of a run that people can explore.
struct MetricChoice {
    std::string path;  ///< of core/scenario/metric_names.h
    QString title;     ///< "Database queries"
    bool usual = false;
};

/// All there are, the usual ones first.
std::span<const MetricChoice> metricChoices();
QString metricTitle(const std::string& path);
/// Whether only whole numbers occur.
bool isCount(const std::string& path);

/// What arithmetic says the figure comes to on average, where it has a say.
struct TheoryValue {
    double value = 0;
    QString formula;  ///< "e^(1/β)"
};
std::optional<TheoryValue> theoryOf(const Scenario& scenario, const std::string& path);

}  // namespace stampede::ui
