#pragma once

namespace stampede::ui {

class Commands;
class Session;
class Views;
class Workbench;

/// What every page of the window works with. The window owns commands and views; all outlive the pages.
struct Context {
    Session& session;
    Workbench& workbench;
    Commands& commands;
    Views& views;
};

}  // namespace stampede::ui
