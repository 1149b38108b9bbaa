#pragma once

#include "ui/look/overlay/overlay.h"

namespace stampede::ui {

/// Nothing but black, so that a class looks at its teacher. Any key or click brings the picture back.
class BlankScreen : public Overlay {
    Q_OBJECT

public:
    explicit BlankScreen(QWidget* window);

protected:
    void paintEvent(QPaintEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
};

}  // namespace stampede::ui
