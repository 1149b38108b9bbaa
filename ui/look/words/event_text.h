#pragma once

#include <QString>

#include "core/analysis/timeline.h"
#include "core/scenario/scenario.h"

namespace stampede::ui {

/// What an event of a run is, in words: "request 417: GET product:123 → miss". Takes some microseconds.
/// REQUIRES: `timeline` and `scenario` are those of the recording.
QString eventText(const Recording& recording, const Timeline& timeline, const Scenario& scenario,
                  std::size_t event);
/// A fault of a scenario in words: "the lock's holder is killed".
QString faultText(const Fault& fault);

}  // namespace stampede::ui
