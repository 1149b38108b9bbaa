#pragma once

#include <QString>

#include "core/analysis/reading.h"

namespace stampede::ui {

// Numbers as they are shown, each with the quantity it is (core/analysis/quantity.h) and the instant it is
// about. The text is that of format.h; what goes with it is heard by tests alone (ReadingLog).

QString toldCount(std::string_view quantity, std::uint64_t n, const Where& where);
QString toldFigure(std::string_view quantity, double value, const Where& where);
QString toldTime(std::string_view quantity, Duration length, const Where& where);
QString toldMilliseconds(std::string_view quantity, double ms, const Where& where);
/// Of a share, 0…1: "37 %", as percentText has it.
QString toldPercent(std::string_view quantity, double share, const Where& where);
/// A number in a text of its own.
QString told(std::string_view quantity, double value, const Where& where, const QString& text);
/// A text with digits that is no result: a setting, a label of an axis, an instant, the name of something.
QString toldOther(const QString& text);

/// Of the scenario's run at an instant, or until then.
inline Where at(const Scenario& scenario, Instant t, std::int64_t subject = -1)
{
    return {&scenario, run_start, t, subject};
}
inline Where ofRun(const Scenario& scenario, std::int64_t subject = -1)
{
    return {&scenario, run_start, never, subject};
}
inline Where between(const Scenario& scenario, Instant from, Instant until, std::int64_t subject = -1)
{
    return {&scenario, from, until, subject};
}

}  // namespace stampede::ui
