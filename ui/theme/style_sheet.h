#pragma once

#include <QString>

namespace stampede::ui {

struct Theme;

/// What the standard widgets look like. Widgets choose a look by the dynamic property `look`:
/// buttons "primary" (filled with the accent) and "flat" (no frame), labels "muted", "small", "caption", frames "panel".
QString styleSheet(const Theme& theme);

}  // namespace stampede::ui
