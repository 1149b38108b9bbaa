#pragma once

#include "ui/session/views/context.h"

namespace stampede::ui {

/// Playing, stepping, zooming, choosing: what acts on the run that is shown.
void addLabCommands(const Context& context);
/// Going from one view to another.
void addViewCommands(const Context& context);

}  // namespace stampede::ui
