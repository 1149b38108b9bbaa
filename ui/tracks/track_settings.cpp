#include "ui/tracks/track_settings.h"

#include <QSettings>

namespace stampede::ui::track_settings {

namespace {

const QString orderKey = QStringLiteral("tracks/order");

QString key(const QString& track, const char* what)
{
    return QStringLiteral("tracks/%1/%2").arg(track, QLatin1String(what));
}

template <class T>
void keep(const QString& where, const std::optional<T>& value)
{
    QSettings settings;
    value ? settings.setValue(where, *value) : settings.remove(where);
}

}  // namespace

QStringList order(const QStringList& known)
{
    QStringList out;
    for (const QString& track : QSettings().value(orderKey).toStringList())
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
    keep(orderKey, order.isEmpty() ? std::optional<QStringList>() : order);
}

std::optional<bool> folded(const QString& track)
{
    const QVariant value = QSettings().value(key(track, "folded"));
    return value.isValid() ? std::optional(value.toBool()) : std::nullopt;
}

void keepFolded(const QString& track, std::optional<bool> folded)
{
    keep(key(track, "folded"), folded);
}

std::optional<int> height(const QString& track)
{
    bool is = false;
    const int value = QSettings().value(key(track, "height")).toInt(&is);
    return is && value > 0 ? std::optional(value) : std::nullopt;
}

void keepHeight(const QString& track, std::optional<int> height)
{
    keep(key(track, "height"), height);
}

}  // namespace stampede::ui::track_settings
