#pragma once

#include <QColor>
#include <QString>

#include <vector>

namespace stampede::ui {

/// A line's name at its end, or those of several lines that end at the same place.
struct EndLabel {
    QStringList names;
    QColor colour;
    double y = 0;    ///< where the line ends
    double top = 0;  ///< where the text goes
    double height = 0;

    double middle() const { return top + height / 2; }
};

/// Puts lines that end within `near` pixels of each other under one label, in order of y. Inputs in order of
/// importance.
std::vector<EndLabel> mergedLabels(std::vector<EndLabel> ends, double near);

/// Moves labels (sorted by y, with heights) as little as need be so that none overlap, between `top` and
/// `bottom`. Where there is not enough room they still do not overlap, and the last ones go below `bottom`.
void spreadLabels(std::vector<EndLabel>& labels, double top, double bottom, double gap);

}  // namespace stampede::ui
