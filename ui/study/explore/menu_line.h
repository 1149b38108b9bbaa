#pragma once

#include "ui/look/widgets/menu_button.h"

class QBoxLayout;

namespace stampede::ui {

/// A menu button at the end of a line, with a word in front that says what it chooses.
MenuButton* addMenu(QBoxLayout* line, const QString& word, const char* name);

}  // namespace stampede::ui
