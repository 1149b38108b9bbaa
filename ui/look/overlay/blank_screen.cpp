#include "ui/look/overlay/blank_screen.h"

#include <QKeyEvent>
#include <QPainter>

namespace stampede::ui {

BlankScreen::BlankScreen(QWidget* window) : Overlay(window)
{
    setObjectName("blank");
    setCursor(Qt::BlankCursor);
    setAccessibleName(tr("The screen is blank; any key brings it back"));
}

void BlankScreen::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(rect(), Qt::black);
}

void BlankScreen::keyPressEvent(QKeyEvent* event)
{
    const int key = event->key();
    const bool modifier =
        key == Qt::Key_Shift || key == Qt::Key_Control || key == Qt::Key_Alt || key == Qt::Key_Meta;
    if (!modifier && !event->isAutoRepeat()) close();
}

}  // namespace stampede::ui
