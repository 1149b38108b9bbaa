#pragma once

#include <QColor>

namespace stampede::ui {

/// Colours for quantities, from little (0) to much (1): viridis, whose steps look equal, which rises in
/// lightness all the way and keeps its order under the common colour blindnesses. The same in every theme, so
/// that a picture means the same everywhere.
QColor heatColour(double share);

}  // namespace stampede::ui
