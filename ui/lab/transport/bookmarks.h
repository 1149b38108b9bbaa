#pragma once

#include "core/scenario/scenario.h"
#include "ui/session/views/context.h"

#include <QString>

#include <vector>

namespace stampede::ui {

class Session;

/// By time.
std::vector<Bookmark> bookmarksOf(const Session& session);
/// Names the instant: a text replaces the bookmark that stands there, an empty one takes it away. One step of
/// undo, no new run.
void setBookmark(const Context& context, Instant at, const QString& text);
/// Asks for the text of a bookmark at the playhead, in a small field above the transport.
void editBookmark(const Context& context);
/// To the next (+1) or previous (−1) one.
void goToBookmark(const Context& context, int direction);

}  // namespace stampede::ui
