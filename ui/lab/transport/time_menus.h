#pragma once

#include "ui/session/views/desk.h"

class QMenu;
class QWidget;

namespace stampede::ui {

// The small menus of the transport; each is filled when it opens, from the commands and the scenario.

/// At which markers playing stops.
QMenu* pauseMenu(const Desk& desk, QWidget* parent);
/// Bookmarks to go to, and one more.
QMenu* bookmarkMenu(const Desk& desk, QWidget* parent);
/// What can be broken at the playhead.
QMenu* faultMenu(const Desk& desk, QWidget* parent);

}  // namespace stampede::ui
