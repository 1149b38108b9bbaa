#pragma once

#include <QRectF>

class QPainter;

namespace stampede::ui {

enum class Place;

/// A small drawing that stands for a place of Learn, in the theme's colours.
void drawPlace(QPainter& painter, const QRectF& box, Place place);

}  // namespace stampede::ui
