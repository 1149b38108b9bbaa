#pragma once

#include <QString>

class QWidget;

namespace stampede::ui {

struct Theme;

/// What the standard widgets look like. Widgets choose a look by the dynamic property `look`:
/// buttons "primary" (filled with the accent) and "flat" (no frame), labels "muted", "small", "caption",
/// frames "panel".
QString styleSheet(const Theme& theme);
/// After a change of a property that the sheet looks at: makes the widget and what is in it look accordingly.
void restyle(QWidget& widget);

}  // namespace stampede::ui
