#pragma once

#include "ui/session/views/context.h"

namespace stampede::ui {

/// Steps along a call and to causes, markers, cursors, the selected range, bookmarks, the axis without idle
/// time.
void addTimeCommands(const Context& context);

}  // namespace stampede::ui
