#include "ui/look/widgets/menu_button.h"

#include "ui/look/theme/icons.h"
#include "ui/look/theme/theme.h"

#include <QMenu>
#include <QPainter>
#include <QStyleOptionButton>
#include <QStylePainter>

#include <algorithm>

namespace stampede::ui {

MenuButton::MenuButton(QWidget* parent) : QPushButton(parent)
{
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

bool MenuButton::filled() const
{
    return property("look").toString() == QLatin1String("primary");
}

bool MenuButton::flat() const
{
    return property("look").toString() == QLatin1String("flat");
}

void MenuButton::setDot(const QColor& colour)
{
    dot_ = colour;
    updateGeometry();
    update();
}

QSize MenuButton::sizeHint() const
{
    const Theme& t = theme();
    const QFont& f = filled() ? t.strong : t.text;
    const int width = QFontMetrics(f).horizontalAdvance(text()) + t.px(flat() ? 6 + 6 + 16 : 12 + 10 + 20) +
                      (dot_.isValid() ? t.px(16) : 0);
    return {width, QFontMetrics(f).height() + t.px(flat() ? 8 : 16)};
}

QSize MenuButton::minimumSizeHint() const
{
    QSize size = sizeHint();
    if (elides_) size.setWidth(std::min(size.width(), theme().px(96)));
    return size;
}

void MenuButton::setElides(bool elides)
{
    elides_ = elides;
    setSizePolicy(elides ? QSizePolicy::Maximum : QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void MenuButton::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QStylePainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    option.text.clear();
    option.features &= ~QStyleOptionButton::HasMenu;
    painter.drawControl(QStyle::CE_PushButton, option);

    painter.setRenderHint(QPainter::Antialiasing);
    const QColor ink = !isEnabled() ? t.muted : filled() ? t.accentText : t.ink;
    QRectF inside = QRectF(rect()).adjusted(t.px(flat() ? 6 : 12), 0, -t.px(flat() ? 4 : 10), 0);
    if (dot_.isValid()) {
        const double size = t.px(8);
        painter.setPen(Qt::NoPen);
        painter.setBrush(dot_);
        painter.drawEllipse(QRectF(inside.left(), inside.center().y() - size / 2, size, size));
        inside.setLeft(inside.left() + t.px(16));
    }
    painter.setFont(filled() ? t.strong : t.text);
    painter.setPen(ink);
    const double size = t.px(12);
    const double room = inside.width() - size - t.px(4);
    painter.drawText(inside, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(text(), Qt::ElideRight, int(room) + 1));
    drawIcon(painter, QRectF(inside.right() - size, inside.center().y() - size / 2 + 0.5, size, size),
             Icon::chevronDown, ink);
}

}  // namespace stampede::ui
