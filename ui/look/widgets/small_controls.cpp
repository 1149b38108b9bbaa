#include "ui/look/widgets/small_controls.h"

#include "ui/look/theme/icons.h"
#include "ui/look/theme/theme.h"

#include <QPainter>

namespace stampede::ui {

namespace {

void drawFocus(QPainter& painter, const QWidget& widget, const QRectF& box, double radius)
{
    if (!widget.hasFocus()) return;
    painter.setPen(QPen(theme().focus, 1.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(box, radius, radius);
}

}  // namespace

ResetDot::ResetDot(QWidget* parent) : QAbstractButton(parent)
{
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize ResetDot::sizeHint() const
{
    return {theme().px(18), theme().px(18)};
}

void ResetDot::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QPointF centre = QRectF(rect()).center();
    painter.setPen(Qt::NoPen);
    painter.setBrush(t.accent);
    const double r = underMouse() ? t.px(5) : t.px(3);
    painter.drawEllipse(centre, r, r);
    drawFocus(painter, *this, QRectF(rect()).adjusted(1, 1, -1, -1), width() / 2.0);
}

Switch::Switch(QWidget* parent) : QAbstractButton(parent)
{
    setCheckable(true);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize Switch::sizeHint() const
{
    return {theme().px(36), theme().px(22)};
}

void Switch::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(t.px(2), t.px(3), -t.px(2), -t.px(3));
    const double r = box.height() / 2;
    const QColor off = t.name == Theme::Name::dark ? t.line : t.line.darker(122);
    painter.setPen(Qt::NoPen);
    painter.setBrush(!isEnabled() ? t.line : isChecked() ? t.accent : off);
    painter.drawRoundedRect(box, r, r);
    painter.setBrush(t.panel);
    const double x = isChecked() ? box.right() - r : box.left() + r;
    painter.drawEllipse(QPointF(x, box.center().y()), r - 2, r - 2);
    drawFocus(painter, *this, box.adjusted(-2, -2, 2, 2), r + 2);
}

FoldTitle::FoldTitle(const QString& title, QWidget* parent) : QAbstractButton(parent)
{
    setText(title);
    setCheckable(true);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::TabFocus);
    setAccessibleName(title);
}

void FoldTitle::setNote(const QString& note)
{
    if (note_ == note) return;
    note_ = note;
    update();
}

QSize FoldTitle::sizeHint() const
{
    return {theme().px(120), QFontMetrics(theme().small).height() + theme().px(10)};
}

void FoldTitle::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter painter(this);
    QFont f = t.small;
    f.setWeight(QFont::DemiBold);
    f.setLetterSpacing(QFont::AbsoluteSpacing, 0.8 * t.scale);
    f.setCapitalization(QFont::AllUppercase);
    painter.setFont(f);
    const QColor ink = underMouse() ? t.ink : t.muted;
    painter.setPen(ink);
    painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter, text());
    const double size = t.px(12);
    drawIcon(painter, QRectF(width() - size, (height() - size) / 2.0, size, size),
             isChecked() ? Icon::chevronDown : Icon::chevronRight, ink);
    if (!isChecked() && !note_.isEmpty()) {
        painter.setFont(t.small);
        painter.setPen(t.accent);
        painter.drawText(rect().adjusted(0, 0, -t.px(20), 0), Qt::AlignRight | Qt::AlignVCenter, note_);
    }
    painter.setRenderHint(QPainter::Antialiasing);
    drawFocus(painter, *this, QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4);
}

}  // namespace stampede::ui
