#pragma once

#include <vector>

class QWidget;

namespace stampede::ui {

/// What Tab goes through, as one reads the window: along rows and down columns, as the layouts say, whatever
/// was made first. Only what can be seen and used now.
std::vector<QWidget*> focusOrder(const QWidget& window);

/// Moves the focus to the next of them, or the one before, round and round, and scrolls it into sight. False:
/// there is none.
bool moveFocus(QWidget& window, bool forward);

}  // namespace stampede::ui
