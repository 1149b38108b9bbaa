#include "ui/look/words/tabular.h"

#include <QFontMetricsF>

namespace stampede::ui {

namespace {

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

/// Calls `piece(text, isDigit)` for each digit and each stretch of other characters.
template <class Piece>
void eachPiece(const QString& text, Piece piece)
{
    qsizetype i = 0;
    while (i < text.size()) {
        qsizetype end = i + 1;
        if (!isDigit(text[i]))
            while (end < text.size() && !isDigit(text[end])) ++end;
        piece(text.mid(i, end - i), isDigit(text[i]));
        i = end;
    }
}

}  // namespace

double tabularWidth(const QFont& font, const QString& text)
{
    const QFontMetricsF metrics(font);
    const double cell = metrics.horizontalAdvance(u'0');
    double width = 0;
    eachPiece(text,
              [&](const QString& s, bool digit) { width += digit ? cell : metrics.horizontalAdvance(s); });
    return width;
}

double drawTabular(QPainter& painter, double left, double y, const QString& text)
{
    const QFontMetricsF metrics(painter.font());
    const double cell = metrics.horizontalAdvance(u'0');
    eachPiece(text, [&](const QString& s, bool digit) {
        const double width = metrics.horizontalAdvance(s);
        painter.drawText(QPointF(left + (digit ? (cell - width) / 2 : 0), y), s);
        left += digit ? cell : width;
    });
    return left;
}

}  // namespace stampede::ui
