#pragma once

#include <QPoint>
#include <QString>

#include <functional>

class QWidget;

namespace stampede::ui {

/// What a word of the glossary means, in a small popup near a place on the screen, from which one can go on
/// to related words. Returns whether the glossary has it. `parent` owns the popup; nullptr: the active
/// window.
bool showTerm(const QString& term, const QPoint& at, QWidget* parent = nullptr);

/// How the popup gets to the whole glossary; without it, it offers no way there. Empty takes it away again.
void setGlossaryOpener(std::function<void(const QString& id)> open);

}  // namespace stampede::ui
