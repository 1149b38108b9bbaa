#pragma once

#include "ui/session/views/context.h"

namespace stampede::ui {

/// What can be broken at the playhead: the run forks there.
void addFaultCommands(const Context& context);

}  // namespace stampede::ui
