#pragma once

#include <functional>

class QMenu;

namespace stampede::ui {

class Commands;

/// Builds a menu of all commands, a submenu a group, and hands it to `show`, which runs it.
void fillMainMenu(Commands& commands, const std::function<void(QMenu&)>& show);

}  // namespace stampede::ui
