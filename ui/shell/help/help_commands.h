#pragma once

#include "ui/session/views/context.h"

class QWidget;

namespace stampede::ui {

/// The palette, the sheet of keys, the blank screen, motion, the short words of help and what the program is.
void addHelpCommands(const Context& context, QWidget& window);

}  // namespace stampede::ui
