#pragma once

#include <QBrush>
#include <QColor>
#include <QPainter>
#include <QString>
#include <QStringList>

namespace stampede::ui {

/// `share` of `a` over `b`.
QColor mixed(const QColor& a, const QColor& b, double share);
/// A colour laid on the panel: pale, but opaque, so that text on it can be judged.
QColor tint(const QColor& colour, double share);
/// Contrast of two colours as WCAG 2 defines it: 1 to 21.
double contrast(const QColor& a, const QColor& b);
/// White or black, whichever is easier to read on `ground`.
QColor readableOn(const QColor& ground);
/// `wanted`, moved towards white or black as far as text on `ground` needs it: to a contrast of 4.5.
QColor legible(const QColor& wanted, const QColor& ground);
/// Diagonal lines: the second cue of what is stale.
QBrush hatch(const QColor& colour, double pixelRatio);

/// The first of the texts that fits, or an empty one.
QString fitting(const QStringList& longestFirst, const QFont& font, double width);
/// Text with the panel behind it, so that lines and dots below do not disturb it.
void drawLabel(QPainter& painter, const QRectF& rect, int flags, const QString& text, const QColor& colour);
/// The rectangle drawLabel would fill for `text` whose left end is at `left`, centred on `y`.
QRectF labelRect(const QFont& font, const QString& text, double left, double y);

}  // namespace stampede::ui
