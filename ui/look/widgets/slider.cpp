#include "ui/look/widgets/slider.h"

#include "ui/look/theme/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace stampede::ui {

Slider::Slider(QWidget* parent) : QSlider(Qt::Horizontal, parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
}

QSize Slider::sizeHint() const
{
    return {theme().px(160), theme().px(20)};
}

QSize Slider::minimumSizeHint() const
{
    return {theme().px(60), theme().px(20)};
}

double Slider::handleRadius() const
{
    return theme().px(7);
}

double Slider::centreOf(int position) const
{
    const double r = handleRadius() + 1;
    const double share = maximum() > minimum() ? double(position - minimum()) / (maximum() - minimum()) : 0;
    return r + share * (width() - 2 * r);
}

int Slider::positionAt(double x) const
{
    const double r = handleRadius() + 1;
    const double share = std::clamp((x - r) / std::max(1.0, width() - 2 * r), 0.0, 1.0);
    return minimum() + static_cast<int>(std::lround(share * (maximum() - minimum())));
}

void Slider::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double y = height() / 2.0;
    const double thick = t.px(4);
    const double x = centreOf(sliderPosition());
    const QColor filled = isEnabled() ? t.accent : t.line;

    painter.setPen(Qt::NoPen);
    painter.setBrush(t.line);
    painter.drawRoundedRect(QRectF(1, y - thick / 2, width() - 2, thick), thick / 2, thick / 2);
    if (isEnabled()) {
        painter.setBrush(filled);
        painter.drawRoundedRect(QRectF(1, y - thick / 2, x - 1, thick), thick / 2, thick / 2);
    }
    const double r = handleRadius() - (isEnabled() ? 0 : 1);
    if (hasFocus()) {
        QColor halo = t.focus;
        halo.setAlphaF(0.25f);
        painter.setBrush(halo);
        painter.drawEllipse(QPointF(x, y), r + 3, r + 3);
    }
    painter.setBrush(isEnabled() ? t.panel : t.sunken);
    painter.setPen(QPen(isEnabled() ? t.accent : t.line, 2 * t.scale));
    painter.drawEllipse(QPointF(x, y), r - 1, r - 1);
}

void Slider::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton) return event->ignore();
    setSliderDown(true);
    setSliderPosition(positionAt(event->position().x()));
}

void Slider::mouseMoveEvent(QMouseEvent* event)
{
    if (isSliderDown()) setSliderPosition(positionAt(event->position().x()));
}

void Slider::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton) setSliderDown(false);
}

void Slider::keyPressEvent(QKeyEvent* event)
{
    int direction = 0;
    if (event->key() == Qt::Key_Right || event->key() == Qt::Key_Up) direction = 1;
    if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Down) direction = -1;
    if (direction == 0 || !step_) return QSlider::keyPressEvent(event);
    setValue(step_(value(), direction));
}

void Slider::wheelEvent(QWheelEvent* event)
{
    event->ignore();
}

}  // namespace stampede::ui
