#pragma once

#include "core/recording/recording.h"

namespace stampede {

/// A recording turned into what pictures are drawn from: plain arrays sorted by time, built once on a worker.
struct Timeline {
};

/// One pass over the recording.
Timeline build_timeline(const Recording& recording);

}  // namespace stampede
