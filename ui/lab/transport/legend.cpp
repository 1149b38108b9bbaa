#include "ui/lab/transport/legend.h"

#include "ui/look/theme/theme.h"

#include <QEvent>
#include <QPainter>

#include <cmath>

namespace stampede::ui {

namespace {

struct Item {
    QString text;
    QColor colour;
    bool hatched = false;
};

/// Two rows: what one waits for, and what one gets.
QList<QList<Item>> items()
{
    const Theme& t = theme();
    return {{{Legend::tr("cache lookup"), t.lookup, false},
             {Legend::tr("waiting"), t.waiting, false},
             {Legend::tr("database"), t.load, false}},
            {{Legend::tr("fresh"), t.fresh, false},
             {Legend::tr("stale"), t.stale, true},
             {Legend::tr("lock"), t.lock, false}}};
}

double columnWidth(int column)
{
    const QFontMetricsF metrics(theme().small);
    double width = 0;
    for (const auto& row : items()) width = std::max(width, metrics.horizontalAdvance(row[column].text));
    return std::ceil(width) + theme().px(11 + 5 + 14);
}

void drawSwatch(QPainter& painter, const QRectF& box, const Item& item)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(item.colour);
    painter.drawRoundedRect(box, 2, 2);
    if (!item.hatched) return;
    painter.save();
    painter.setClipRect(box);
    painter.setPen(QPen(theme().panel, box.width() / 6));
    for (double x = -box.height(); x < box.width(); x += box.width() / 2.4)
        painter.drawLine(QPointF(box.left() + x, box.bottom()),
                         QPointF(box.left() + x + box.height(), box.top()));
    painter.restore();
}

}  // namespace

Legend::Legend(QWidget* parent) : QWidget(parent)
{
    setAccessibleName(tr("Legend"));
    setAccessibleDescription(tr("Colours: cache lookup, waiting, database, fresh, stale, lock"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize Legend::sizeHint() const
{
    double width = 0;
    for (int c = 0; c < 3; ++c) width += columnWidth(c);
    return {static_cast<int>(width) - theme().px(8),
            2 * (QFontMetrics(theme().small).height() + theme().px(3))};
}

void Legend::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange) updateGeometry();
}

void Legend::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(t.small);
    const double rowHeight = height() / 2.0;
    const double size = t.px(11);
    const auto rows = items();
    for (int r = 0; r < rows.size(); ++r) {
        double x = 0;
        for (int c = 0; c < rows[r].size(); ++c) {
            const double middle = (r + 0.5) * rowHeight;
            drawSwatch(painter, QRectF(x, middle - size / 2, size, size), rows[r][c]);
            painter.setPen(t.muted);
            painter.drawText(QRectF(x + size + t.px(5), r * rowHeight, columnWidth(c), rowHeight),
                             Qt::AlignVCenter | Qt::AlignLeft, rows[r][c].text);
            x += columnWidth(c);
        }
    }
}

}  // namespace stampede::ui
