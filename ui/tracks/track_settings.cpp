#include "ui/tracks/track_settings.h"

#include "ui/look/settings/settings.h"

namespace stampede::ui::track_settings {

QStringList order(const QStringList& known)
{
    QStringList out;
    for (const QString& track : settings::trackOrder().get())
        if (known.contains(track) && !out.contains(track)) out += track;
    for (qsizetype i = 0; i < known.size(); ++i) {
        if (out.contains(known[i])) continue;
        const qsizetype before = i == 0 ? -1 : out.indexOf(known[i - 1]);
        out.insert(before + 1, known[i]);
    }
    return out;
}

void keepOrder(const QStringList& order)
{
    order.isEmpty() ? settings::trackOrder().forget() : settings::trackOrder().set(order);
}

std::optional<bool> folded(const QString& track)
{
    return settings::trackFolded(track).chosen();
}

void keepFolded(const QString& track, std::optional<bool> folded)
{
    const auto setting = settings::trackFolded(track);
    folded ? setting.set(*folded) : setting.forget();
}

std::optional<int> height(const QString& track)
{
    const std::optional<int> chosen = settings::trackHeight(track).chosen();
    return chosen && *chosen > 0 ? chosen : std::nullopt;
}

void keepHeight(const QString& track, std::optional<int> height)
{
    const auto setting = settings::trackHeight(track);
    height ? setting.set(*height) : setting.forget();
}

}  // namespace stampede::ui::track_settings
