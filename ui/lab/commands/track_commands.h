#pragma once

#include "ui/session/views/context.h"

namespace stampede::ui {

class TrackArea;

/// Moving, folding and sizing the track that has the focus, and putting all of them back. `tracks` must
/// outlive the commands.
void addTrackCommands(const Context& context, TrackArea& tracks);

}  // namespace stampede::ui
