#pragma once

#include <QColor>
#include <QString>

#include "ui/session/live.h"

namespace stampede::ui {

struct Run;

/// What is said about a live world: a word or two beside its name, a sentence, and what else is worth
/// knowing.
struct LiveWords {
    QString brief;     ///< "connected"; empty when nothing is to be said
    QString sentence;  ///< "Connected to a private Redis 7.0.15, in real time."
    QString detail;    ///< "Settings have changed since: run again to see what they do."; may be empty
};
/// `run` is what is shown, or nullptr.
LiveWords liveWords(const LiveState& live, const Run* run);
/// The colour of the dot that goes with them.
QColor liveColour(const LiveState& live);

/// "Live Redis" or "redis://cache.example:6379/0": what a world is called.
QString worldTitle(const World& world);

}  // namespace stampede::ui
