#pragma once

#include "core/lesson/lesson.h"
#include "core/lesson/measured_run.h"

#include <vector>

namespace stampede {

/// A curve on a chart whose axes both go from 0 to 1: `columns` values, evenly spaced from the left edge to
/// the right one, as shares of the question's `most` (they may exceed 1).
using CurveValues = std::vector<double>;
inline constexpr std::size_t curve_columns = 240;

/// What the run has. REQUIRES: the run was measured.
CurveValues true_curve(const CurveQuestion& question, const MeasuredRun& run);

/// A point that a person has set; both 0…1 of the chart.
struct CurvePoint {
    double x = 0, y = 0;
};
/// The line through the points, in the order of x, level before the first and after the last. Empty without
/// points.
CurveValues curve_through(std::vector<CurvePoint> points);

/// The mean distance, as a share of the chart's height; what goes beyond the top counts as at the top.
/// REQUIRES: both have curve_columns values.
double mean_distance(const CurveValues& a, const CurveValues& b);

}  // namespace stampede
