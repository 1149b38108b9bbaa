#pragma once

#include "ui/session/views/desk.h"

namespace stampede::ui {

/// Steps along a call and to causes, markers, cursors, the selected range, bookmarks, the axis without idle
/// time.
void addTimeCommands(const Desk& desk);

}  // namespace stampede::ui
