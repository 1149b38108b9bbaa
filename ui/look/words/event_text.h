#pragma once

#include <QString>

#include "ui/session/session.h"

namespace stampede::ui {

/// What an event of a run is, in words: "request 417: GET product:123 → miss". Some microseconds.
QString eventText(const Run& run, std::size_t event);
/// A fault of a scenario in words: "the lock's holder is killed".
QString faultText(const Fault& fault);

}  // namespace stampede::ui
