#pragma once

#include <QFrame>

namespace stampede::ui {

/// A line of one pixel between two panels.
inline QFrame* verticalRule()
{
    auto* line = new QFrame;
    line->setProperty("look", "rule");
    line->setFixedWidth(1);
    return line;
}

}  // namespace stampede::ui
