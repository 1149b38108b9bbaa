#pragma once

#include "ui/lab/inspector/text_rows.h"
#include "ui/session/session.h"

#include <vector>

namespace stampede::ui {

/// The key that the state is told of: that of the selected call, else the busiest one.
std::uint32_t keyInQuestion(const Run& run, CallId selected);

/// How things stand at `t`: entry, lock or lease, in-flight maps with who waits, the refresh schedule, loads,
/// instances, breakers, the database. Of many keys the one in question, and how many there are in each state.
/// What has changed within the last hundredth of the run, or at `t` itself, is marked. Well under a
/// millisecond, whatever the size of the run.
std::vector<TextRow> stateRows(const Run& run, CallId selected, Instant t);

}  // namespace stampede::ui
