#pragma once

#include <QString>

#include "core/analysis/reading.h"

namespace stampede::ui {

/// What people call a metric: "database queries", "99 % of the answers within".
QString metricWords(const std::string& path);
/// Its value with its unit: "103 ms", "93 %", "1 000".
QString metricText(const std::string& path, double value);
/// A share, 0…1: "93 %", "< 0.1 %".
QString percentText(double share);
/// The same, told as what it is (told.h); or a statistic of it over several runs ("seeds.mean").
QString toldMetric(const std::string& path, double value, const Where& where);
QString toldMetric(std::string_view statistic, const std::string& path, double value, Where where);
/// "database queries: at most 4".
QString expectationText(const Expectation& expected);

}  // namespace stampede::ui
