#pragma once

#include <QString>

#include "core/recording/event.h"

namespace stampede::ui {

/// "request 417", "refresh 3", "nobody".
QString callText(CallId call);
/// "9f3a…" for the long random token of a live lock, "7" for a short one that counts.
QString tokenText(std::int64_t token);

}  // namespace stampede::ui
