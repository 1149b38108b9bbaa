#pragma once

#include "core/recording/recording.h"

#include <string>
#include <vector>

namespace stampede {

// Whose doing a call's answer was. A few passes over the recording. REQUIRES: it has the call.

/// From the nearest cause to the farthest, a sentence each.
std::vector<std::string> causes_of(const Recording& recording, CallId call);

/// Who loaded the value that a request got from another; nobody if it cannot be told.
CallId loader_of(const Recording& recording, CallId call);

}  // namespace stampede
