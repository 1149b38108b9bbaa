#pragma once

#include <QString>

#include "core/analysis/timeline.h"

#include <set>
#include <vector>

namespace stampede::ui {

using MarkerKinds = std::set<Marker::Kind>;

/// The kinds of instants at which playing can stop, in the order in which they are offered.
const std::vector<Marker::Kind>& pausableKinds();
/// What a marker means, in words: "lock taken".
QString markerText(Marker::Kind kind);
/// "lock-taken": for settings and commands, never shown.
QString markerWord(Marker::Kind kind);

/// The first marker of these kinds after one instant and not after the other, or nullptr. No kinds: of any
/// kind.
const Marker* markerAfter(const Timeline& timeline, Instant after, Instant until, const MarkerKinds& kinds);
/// The last one before an instant.
const Marker* markerBefore(const Timeline& timeline, Instant before, const MarkerKinds& kinds);

}  // namespace stampede::ui
