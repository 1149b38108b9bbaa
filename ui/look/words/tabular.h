#pragma once

#include <QFont>
#include <QPainter>
#include <QString>

namespace stampede::ui {

// Text whose digits all have the same width, so that running numbers do not dance. Inter has such digits, but
// Qt can ask for them only from 6.7 on; here every digit gets a cell as wide as "0".

double tabularWidth(const QFont& font, const QString& text);
/// Draws with the painter's font and pen from `left` on the baseline `y`; gives back where the text ends.
double drawTabular(QPainter& painter, double left, double y, const QString& text);

}  // namespace stampede::ui
