#pragma once

#include <span>

namespace stampede::ui {

/// The speeds that are offered, slowest first: 1/1000 … 1000 in steps of 1, 2, 5.
std::span<const double> speeds();
/// The next one that is faster (+1) or slower (−1), or the same at the end.
double nextSpeed(double speed, int direction);

}  // namespace stampede::ui
