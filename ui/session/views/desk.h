#pragma once

namespace stampede::ui {

class Commands;
class LessonPlayer;
class Session;
class Views;
class Workbench;

/// What every page of the window works with. The window owns commands and views; all outlive the pages.
struct Desk {
    Session& session;
    Workbench& workbench;
    Commands& commands;
    Views& views;
    LessonPlayer* lessons = nullptr;  ///< always there in the window
};

}  // namespace stampede::ui
