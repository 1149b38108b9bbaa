#pragma once

#include "ui/session/views/desk.h"

namespace stampede::ui {

/// What can be broken at the playhead: the run forks there.
void addFaultCommands(const Desk& desk);

}  // namespace stampede::ui
