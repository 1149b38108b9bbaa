#pragma once

#include "ui/session/views/context.h"

class QMenu;
class QWidget;

namespace stampede::ui {

// The small menus of the transport; each is filled when it opens, from the commands and the scenario.

/// At which markers playing stops.
QMenu* pauseMenu(const Context& context, QWidget* parent);
/// Bookmarks to go to, and one more.
QMenu* bookmarkMenu(const Context& context, QWidget* parent);
/// What can be broken at the playhead.
QMenu* faultMenu(const Context& context, QWidget* parent);

}  // namespace stampede::ui
