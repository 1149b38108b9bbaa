#pragma once

#include "core/runtime/time.h"

#include <QString>

namespace stampede::ui {

/// "1 000 000": groups of three with a narrow space that does not break.
QString countText(std::uint64_t n);
/// "63 ms", "0.6 ms", "5 min": three significant digits, to read, not to compute with. Milliseconds, because
/// a mean is no whole number of nanoseconds.
QString millisecondsText(double ms);
/// A length of time for people: "9.94 s", "101 ms", "5 min".
QString durationText(Duration d);
/// A number in little room: "950", "12 000", "125 k", "1.25 M".
QString shortNumber(qint64 n);
/// "0.6 ms", "5 min": exactly this duration; parseDurationInput gives it back.
QString exactDurationText(Duration d);
/// "63.400 ms" or "9.320 s": an instant of a run of that length, always with as many decimals so that it does
/// not dance.
QString clockText(Instant t, Duration length, int decimals = 3);
/// "1 ×", "1/50 ×": of playing.
QString speedText(double factor);
/// "2.72", "14.4", "1 240": a figure without a unit, three significant digits.
QString figureText(double value);

/// What a person types for a duration: "5 min", "0,6ms", or a bare number in `unit`. Throws InputError.
Duration parseDurationInput(const QString& text, const QString& unit);
/// The unit of a text of exactDurationText.
QString unitOf(const QString& durationText);
/// A number, with grouping spaces and "k" or "M" allowed. Throws InputError.
double parseNumberInput(const QString& text);

}  // namespace stampede::ui
