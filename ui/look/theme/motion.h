#pragma once

class QWidget;

namespace stampede::ui {

// Only what changes state moves, and shortly; who does not want motion sees the end at once.

/// How motion is chosen: as the desktop says, or one way or the other.
enum class Motion { asDesktop, full, reduced };
Motion chosenMotion();
void chooseMotion(Motion motion);  ///< and remembers it

/// Whether transitions jump: by choice, or because the desktop says so (GTK's and KDE's settings, Qt's
/// effects).
bool motionIsReduced();
/// Milliseconds of a transition: 150 to 250, or 0 where motion is reduced.
int transitionMs(int wanted = 180);

/// Shows the widget, its opacity rising. It can be used at once.
void fadeIn(QWidget& widget);

}  // namespace stampede::ui
