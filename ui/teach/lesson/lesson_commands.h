#pragma once

#include "ui/session/views/desk.h"

namespace stampede::ui {

/// What a remote, a keyboard and the menu can ask of a lesson. Its keys are free for others while no lesson
/// is there.
void addLessonCommands(const Desk& desk);

}  // namespace stampede::ui
