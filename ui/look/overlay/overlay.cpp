#include "ui/look/overlay/overlay.h"

#include "ui/look/theme/motion.h"
#include "ui/look/theme/theme.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

namespace stampede::ui {

Overlay::Overlay(QWidget* window) : QWidget(window)
{
    setFocusPolicy(Qt::StrongFocus);
    hide();
    window->installEventFilter(this);
}

void Overlay::open()
{
    if (isOpen()) return;
    focusBefore_ = window()->focusWidget();
    setGeometry(parentWidget()->rect());
    arrange();
    fadeIn(*this);
    setFocus();
}

void Overlay::close()
{
    if (!isOpen()) return;
    hide();
    QWidget* back = focusBefore_ && focusBefore_->isVisible() ? focusBefore_.data() : window();
    back->setFocus();
}

void Overlay::giveAllKeysTo(QWidget* part)
{
    part->installEventFilter(this);
    setFocusProxy(part);
}

/// Shortcuts of the window would act on what lies below.
bool Overlay::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        event->accept();
        return true;
    }
    if (event->type() == QEvent::PaletteChange && isOpen()) arrange();
    return QWidget::event(event);
}

bool Overlay::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == parentWidget()) {
        if (event->type() == QEvent::Resize && isOpen()) {
            setGeometry(parentWidget()->rect());
            arrange();
        }
        return false;
    }
    if (event->type() == QEvent::ShortcutOverride) {
        event->accept();
        return true;
    }
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        close();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void Overlay::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter painter(this);
    QColor veil = t.name == Theme::Name::dark ? t.paper : t.ink;
    veil.setAlphaF(t.name == Theme::Name::dark ? 0.6f : 0.35f);
    painter.fillRect(rect(), veil);
    if (card().isEmpty()) return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(t.line, 1));
    painter.setBrush(t.panel);
    painter.drawRoundedRect(QRectF(card()).adjusted(0.5, 0.5, -0.5, -0.5), t.px(12), t.px(12));
}

void Overlay::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) close();
}

void Overlay::mousePressEvent(QMouseEvent* event)
{
    if (!card().contains(event->position().toPoint())) close();
}

}  // namespace stampede::ui
