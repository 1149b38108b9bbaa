#include "ui/look/theme/theme_choice.h"

#include "ui/look/settings/settings.h"

#include <QApplication>

namespace stampede::ui {

QString themeTitle(Theme::Name name)
{
    switch (name) {
    case Theme::Name::light: return QApplication::translate("Theme", "Light");
    case Theme::Name::dark: return QApplication::translate("Theme", "Dark");
    case Theme::Name::projector: return QApplication::translate("Theme", "Projector");
    }
    return {};
}

QString themeWord(Theme::Name name)
{
    switch (name) {
    case Theme::Name::light: return QStringLiteral("light");
    case Theme::Name::dark: return QStringLiteral("dark");
    case Theme::Name::projector: return QStringLiteral("projector");
    }
    return {};
}

std::optional<Theme::Name> themeFromWord(const QString& word)
{
    for (Theme::Name name : {Theme::Name::light, Theme::Name::dark, Theme::Name::projector})
        if (themeWord(name) == word) return name;
    return std::nullopt;
}

void chooseTheme(Theme::Name name)
{
    settings::theme().set(themeWord(name));
    applyTheme(*static_cast<QApplication*>(QCoreApplication::instance()), name);
}

Theme::Name rememberedTheme()
{
    return themeFromWord(settings::theme().get()).value_or(Theme::Name::light);
}

}  // namespace stampede::ui
