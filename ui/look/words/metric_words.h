#pragma once

#include <QString>

#include "core/scenario/scenario.h"

namespace stampede::ui {

/// What people call a metric: "database queries", "99 % of the answers within".
QString metricWords(const std::string& path);
/// Its value with its unit: "103 ms", "93 %", "1 000".
QString metricText(const std::string& path, double value);
/// "database queries: at most 4".
QString expectationText(const Expectation& expected);

}  // namespace stampede::ui
