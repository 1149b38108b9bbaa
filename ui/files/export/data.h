#pragma once

#include <QByteArray>
#include <QString>

#include "core/recording/recording.h"
#include "core/scenario/scenario.h"
#include "ui/look/words/table_data.h"

namespace stampede::ui {

// What the window shows, as data for other programs.

/// RFC 4180; texts that a spreadsheet would take for a formula are made harmless.
QByteArray csvOf(const TableData& table);
/// A list of objects; what is a number in the table is one there.
QByteArray jsonOf(const TableData& table);

/// All figures of a run: "metric,value" lines, or the JSON of `stampede run --json`.
QByteArray metricsCsv(const Recording& recording);
QByteArray metricsJson(const Recording& recording, const Scenario& scenario);

}  // namespace stampede::ui
