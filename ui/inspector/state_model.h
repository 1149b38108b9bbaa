#pragma once

#include <QColor>
#include <QString>

#include "ui/session/session.h"

#include <vector>

namespace stampede::ui {

/// One line of "state at the playhead": what it is about, and how it stands.
struct StateLine {
    QString about, text;
    friend bool operator==(const StateLine&, const StateLine&) = default;
};

/// The key (that of the selected call, else the busiest one), its lock, who waits, the database.
std::vector<StateLine> stateAt(const Run& run, CallId selected, Instant t);

}  // namespace stampede::ui
