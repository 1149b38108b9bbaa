#pragma once

#include "core/analysis/overview.h"

#include <QImage>

namespace stampede::ui {

struct Theme;

/// The run as a picture of this size: in each column the colours of what requests did then, by their share;
/// what is rare is weighted up, so that one load among a thousand waits is seen.
QImage paintOverview(const Overview& overview, const Theme& theme, QSize size);

}  // namespace stampede::ui
