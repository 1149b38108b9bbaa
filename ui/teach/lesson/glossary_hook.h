#pragma once

#include <QPoint>
#include <QString>

#include <functional>

class QWidget;

namespace stampede::ui {

/// Shows what a word of the glossary means, in a small popup at a place on the screen. Returns whether it
/// knows the word.
using GlossaryHook = std::function<bool(const QString& term, QPoint at, QWidget* parent)>;

/// Whoever has the glossary sets this once; until then words are plain words.
void setGlossaryHook(GlossaryHook hook);
const GlossaryHook& glossaryHook();

}  // namespace stampede::ui
