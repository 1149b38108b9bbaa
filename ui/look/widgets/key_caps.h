#pragma once

#include <QFont>
#include <QString>

class QPainter;
class QPointF;

namespace stampede::ui {

// Keys as small caps: "Ctrl+Shift+P" is three of them.

/// "←" for "Left", "Esc" for "Escape": how a key is written for people, parts joined by "+".
QString keyText(const QString& keys);
double keyCapsWidth(const QString& keys, const QFont& font);
/// Draws them so that they end at `right` (x of the point), centred at its y.
void drawKeyCaps(QPainter& painter, QPointF right, const QString& keys, const QFont& font);

}  // namespace stampede::ui
