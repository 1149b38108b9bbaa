#pragma once

#include "ui/session/session.h"

namespace stampede::ui {

/// A world as it may be shown: an address without its password.
QString shownWorld(const QString& world);

/// The range in which a run that goes on is shown: as long as its traffic is planned to last, or as the next
/// power of two of seconds that holds it, whichever is less; so the axis stands still most of the time.
TimeRange roomToGrow(const Run& run);

}  // namespace stampede::ui
