#pragma once

namespace stampede::ui {

class Commands;
class LessonPlayer;

/// What a remote, a keyboard and the menu can ask of a lesson. Its keys are free for others while no lesson
/// is there.
void addLessonCommands(Commands& commands, LessonPlayer& player);

}  // namespace stampede::ui
