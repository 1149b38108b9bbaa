#pragma once

#include <QColor>
#include <QIcon>

namespace stampede::ui {

/// Icons of our own, drawn as shapes at any size: the style's standard ones vanish on a dark background.
enum class Icon {
    toStart,
    stepBack,
    play,
    pause,
    stepForward,
    chevronDown,
    chevronRight,
    chevronLeft,
    menu,
    flag,
    bookmark,
    bolt
};

QIcon icon(Icon what, const QColor& colour);
void drawIcon(QPainter& painter, const QRectF& box, Icon what, const QColor& colour);

}  // namespace stampede::ui
