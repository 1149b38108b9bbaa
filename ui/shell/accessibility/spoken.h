#pragma once

#include <QString>

namespace stampede::ui {

class Headline;
class Track;

/// Gives every view that paints itself a role and a value for assistive technology: a value is what it shows
/// now, in words. To be called once or more before the window is made.
void installSpokenViews();

/// The sentence and the figures beside it.
QString spokenWords(const Headline& headline);
/// What it shows at the playhead; while a question hides it, only that.
QString spokenWords(Track& track);

}  // namespace stampede::ui
