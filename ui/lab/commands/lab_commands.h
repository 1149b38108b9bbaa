#pragma once

#include "ui/session/views/desk.h"

namespace stampede::ui {

/// Playing, stepping, zooming, choosing: what acts on the run that is shown.
void addLabCommands(const Desk& desk);
/// Going from one view to another.
void addViewCommands(const Desk& desk);

}  // namespace stampede::ui
