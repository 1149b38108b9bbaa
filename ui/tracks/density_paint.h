#pragma once

#include <QPainter>

#include "ui/tracks/density.h"
#include "ui/tracks/time_axis.h"

namespace stampede::ui {

/// The columns, each by what its requests met; a load or a failure is never thinner than a line.
void paintDensity(QPainter& painter, const Density& density, const TimeAxis& time, const QRectF& plot,
                  double pixelRatio);

/// A line of full height at each start of a load: no number of hits averages it away.
void paintLoadLines(QPainter& painter, const Timeline& timeline, const TimeAxis& time, const QRectF& plot);

}  // namespace stampede::ui
