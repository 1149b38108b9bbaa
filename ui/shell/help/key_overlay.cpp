#include "ui/shell/help/key_overlay.h"

#include "ui/look/theme/theme.h"
#include "ui/look/widgets/key_caps.h"

#include <QKeyEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace stampede::ui {

namespace {

constexpr int mostColumns = 3;
constexpr double captionGap = 0.6;  ///< rows of air above a caption

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
        for (const KeyLine& line : group.lines)
            text += QStringLiteral("%1, %2; ").arg(keyText(line.keys.first()), line.what);
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

/// The largest text at which everything fits, from a comfortable one downwards.
void KeyOverlay::arrange()
{
    const double wanted = theme().text.pixelSize() * 1.1;
    for (double text = wanted; text >= 8; text -= 0.5)
        for (int columns = 2; columns <= mostColumns; ++columns)
            if (placeAt(text, columns)) return update();
    update();
}

/// Fills columns of this height one after the other, and says how many it took. A group may go on in the next
/// column; its caption never stands alone at the end of one.
int KeyOverlay::flow(double tallest, double between)
{
    placed_.clear();
    QPointF at;
    int columns = 1;
    const auto need = [&](double height) {
        if (at.y() == 0 || at.y() + height <= tallest) return;
        at = QPointF(at.x() + column_ + between, 0);
        ++columns;
    };
    for (const KeyGroup& group : table_) {
        if (at.y() > 0) at.ry() += row_ * captionGap;
        need(3 * row_);
        placed_.push_back({&group, nullptr, at});
        at.ry() += row_;
        for (const KeyLine& line : group.lines) {
            need(row_);
            placed_.push_back({&group, &line, at});
            at.ry() += row_;
        }
    }
    return columns;
}

bool KeyOverlay::placeAt(double text, int columns)
{
    text_ = text;
    row_ = std::ceil(text * 1.5);
    column_ = text * 23;
    const double margin = text * 1.8, between = text * 2.6;
    const double roomAcross = width() - theme().px(24), roomDown = height() - theme().px(24);
    double all = 0;
    for (const KeyGroup& group : table_)
        all += (static_cast<double>(group.lines.size()) + 1 + captionGap) * row_;
    double tallest = std::ceil(all / columns / row_) * row_;
    while (flow(tallest, between) > columns) tallest += row_;
    double lowest = 0;
    for (const Placed& p : placed_) lowest = std::max(lowest, p.at.y() + row_);
    const double across = columns * column_ + (columns - 1) * between + 2 * margin,
                 down = lowest + 2 * margin;
    card_ = QRect(int((width() - across) / 2), int((height() - down) / 2), int(across), int(down));
    for (Placed& p : placed_) p.at += QPointF(card_.left() + margin, card_.top() + margin);
    return across <= roomAcross && down <= roomDown;
}

void KeyOverlay::paintLine(QPainter& painter, const Placed& placed) const
{
    const Theme& t = theme();
    const QPointF at = placed.at;
    if (!placed.line) {
        painter.setFont(sized(t.strong, text_));
        painter.setPen(t.lockText);
        painter.drawText(QRectF(at.x(), at.y(), column_, row_), Qt::AlignLeft | Qt::AlignVCenter,
                         placed.group->title);
        return;
    }
    const QFont text = sized(t.text, text_), cap = sized(t.text, text_ * 0.9);
    double right = at.x() + column_;
    for (qsizetype i = placed.line->keys.size(); i-- > 0;) {
        drawKeyCaps(painter, {right, at.y() + row_ / 2}, placed.line->keys[i], cap);
        right -= keyCapsWidth(placed.line->keys[i], cap) + text_ * 0.6;
    }
    const QRectF box(at.x(), at.y(), right - at.x() - text_ * 0.4, row_);
    painter.setFont(text);
    painter.setPen(t.ink);
    painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(text).elidedText(placed.line->what, Qt::ElideRight, box.width()));
}

void KeyOverlay::paintEvent(QPaintEvent* event)
{
    Overlay::paintEvent(event);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const Placed& placed : placed_) paintLine(painter, placed);
}

void KeyOverlay::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape || event->text() == QLatin1String("?") || event->key() == Qt::Key_F1)
        close();
}

}  // namespace stampede::ui
