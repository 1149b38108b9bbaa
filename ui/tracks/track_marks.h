#pragma once

#include <QRectF>
#include <QString>

#include "ui/tracks/time_axis.h"

#include <optional>
#include <vector>

class QPainter;

namespace stampede::ui {

class TimeMarks;

/// What is marked in time, as it lies on a plot: x of what the plot shows.
struct MarksPicture {
    struct Band {
        double left = 0, right = 0;
    };
    struct Line {
        double x = 0;
        QString text;
    };
    std::optional<Band> range;
    std::vector<Line> bookmarks, cursors;
    std::optional<Line> fork;  ///< what comes after it is not what would have come
};
/// `fork`: the fault at which the run forks, if it does.
MarksPicture marksOn(const TimeAxis& axis, const QRectF& plot, const TimeMarks& marks,
                     const std::vector<Bookmark>& bookmarks, const std::optional<Fault>& fork);
/// `named`: the texts stand here, where the playhead's time does, and on no other track.
void paintMarks(QPainter& painter, const MarksPicture& marks, const QRectF& plot, bool named);

/// Where the axis leaves out idle time, and how it says how much.
struct AxisBreak {
    double left = 0, right = 0;
    QString text, briefText;
};
std::vector<AxisBreak> breaksOn(const TimeAxis& axis, const QRectF& plot);
void paintBreaks(QPainter& painter, const std::vector<AxisBreak>& breaks, const QRectF& plot, bool named);

}  // namespace stampede::ui
