#pragma once

#include <QString>

namespace stampede::ui {

/// A text of the window in the language at hand, for what is no QObject (in one, its own `tr()` hides this).
/// Its context in the catalogue is this namespace, which is where lupdate puts such a call.
QString tr(const char* text);

}  // namespace stampede::ui
