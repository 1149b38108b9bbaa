#include "ui/help/key_overlay.h"

#include "ui/theme/theme.h"
#include "ui/widgets/key_caps.h"

#include <QKeyEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace stampede::ui {

namespace {

constexpr int mostColumns = 3;

QFont sized(QFont font, double pixels)
{
    font.setPixelSize(std::max(1, static_cast<int>(pixels + 0.5)));
    return font;
}

QString said(const std::vector<KeyGroup>& table)
{
    QString text;
    for (const KeyGroup& group : table) {
        text += group.title + QStringLiteral(": ");
        for (const KeyLine& line : group.lines) text += QStringLiteral("%1, %2; ").arg(keyText(line.keys.first()), line.what);
    }
    return text;
}

}  // namespace

KeyOverlay::KeyOverlay(const Commands& commands, QWidget* window) : Overlay(window), commands_(commands)
{
    setObjectName("keys");
    setAccessibleName(tr("All keys"));
}

void KeyOverlay::open()
{
    table_ = keyTable(commands_);
    setAccessibleDescription(said(table_));
    Overlay::open();
}

double KeyOverlay::heightOf(const KeyGroup& group) const
{
    return (static_cast<double>(group.lines.size()) + 1.9) * row_;
}

/// The largest text at which everything fits, from a comfortable one downwards.
void KeyOverlay::arrange()
{
    const double wanted = theme().text.pixelSize() * 1.1;
    for (double text = wanted; text >= 8; text -= 0.5)
        for (int columns = 2; columns <= mostColumns; ++columns)
            if (placeAt(text, columns)) return update();
    update();
}

bool KeyOverlay::placeAt(double text, int columns)
{
    text_ = text;
    row_ = std::ceil(text * 1.9);
    column_ = text * 25;
    const double margin = text * 2, between = text * 3;
    const double roomAcross = width() - theme().px(32), roomDown = height() - theme().px(32);
    const double across = columns * column_ + (columns - 1) * between + 2 * margin;
    double all = 0;
    for (const KeyGroup& group : table_) all += heightOf(group);
    // Groups stay whole and in order; a column ends where the next group would reach past its share.
    double tallest = 0;
    for (double share = all / columns; share <= all; share += row_) {
        placed_.clear();
        double x = margin, y = 0;
        int used = 1;
        tallest = 0;
        for (const KeyGroup& group : table_) {
            if (y > 0 && y + heightOf(group) > share + row_) {
                x += column_ + between;
                y = 0;
                ++used;
            }
            placed_.push_back({&group, {x, y}});
            y += heightOf(group);
            tallest = std::max(tallest, y);
        }
        if (used <= columns) break;
    }
    const double down = tallest + 2 * margin - row_ * 0.9;
    card_ = QRect(int((width() - across) / 2), int((height() - down) / 2), int(across), int(down));
    for (Placed& p : placed_) p.at += QPointF(card_.left(), card_.top() + margin);
    return across <= roomAcross && down <= roomDown;
}

void KeyOverlay::paintGroup(QPainter& painter, const Placed& placed) const
{
    const Theme& t = theme();
    const QFont text = sized(t.text, text_), caption = sized(t.strong, text_), cap = sized(t.text, text_ * 0.9);
    double y = placed.at.y();
    painter.setFont(caption);
    painter.setPen(t.lockText);
    painter.drawText(QRectF(placed.at.x(), y, column_, row_), Qt::AlignLeft | Qt::AlignVCenter, placed.group->title);
    for (const KeyLine& line : placed.group->lines) {
        y += row_;
        double right = placed.at.x() + column_;
        for (qsizetype i = line.keys.size(); i-- > 0;) {
            drawKeyCaps(painter, {right, y + row_ / 2}, line.keys[i], cap);
            right -= keyCapsWidth(line.keys[i], cap) + text_ * 0.6;
        }
        const QRectF box(placed.at.x(), y, right - placed.at.x() - text_ * 0.4, row_);
        painter.setFont(text);
        painter.setPen(t.ink);
        painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter, QFontMetricsF(text).elidedText(line.what, Qt::ElideRight, box.width()));
    }
}

void KeyOverlay::paintEvent(QPaintEvent* event)
{
    Overlay::paintEvent(event);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const Placed& placed : placed_) paintGroup(painter, placed);
}

void KeyOverlay::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape || event->text() == QLatin1String("?") || event->key() == Qt::Key_F1) close();
}

}  // namespace stampede::ui
