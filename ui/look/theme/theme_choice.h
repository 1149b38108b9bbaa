#pragma once

#include "ui/look/theme/theme.h"

#include <QString>

#include <optional>

namespace stampede::ui {

/// "Light", for menus; "light", for settings and the command line.
QString themeTitle(Theme::Name name);
QString themeWord(Theme::Name name);
std::optional<Theme::Name> themeFromWord(const QString& word);

/// Puts it in force and remembers it.
void chooseTheme(Theme::Name name);
/// The one remembered, else light.
Theme::Name rememberedTheme();

}  // namespace stampede::ui
