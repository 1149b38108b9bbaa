#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <QVariant>

#include <optional>

namespace stampede::ui {

/// One thing that is remembered on a person's computer. It is written where Qt keeps settings of
/// applications, at once; nothing is cached here, so that copies always agree.
template <class T>
class Setting {
public:
    /// `otherwise` holds until somebody has chosen.
    explicit Setting(QString key, T otherwise = {}) : key_(std::move(key)), otherwise_(std::move(otherwise))
    {
    }

    T get() const { return chosen().value_or(otherwise_); }
    /// None where nothing was chosen, or where what is kept is no T.
    std::optional<T> chosen() const;
    void set(const T& value) const;
    void forget() const;

private:
    QString key_;
    T otherwise_;
};

/// All that is remembered. Keys are never renamed: people have them in their files.
namespace settings {

// The window.
inline auto theme()
{
    return Setting<QString>(QStringLiteral("theme"));
}
inline auto motion()
{
    return Setting<QString>(QStringLiteral("motion"));
}
inline auto windowGeometry()
{
    return Setting<QByteArray>(QStringLiteral("window/geometry"));
}
inline auto recentCommands()
{
    return Setting<QStringList>(QStringLiteral("palette/recent"));
}

/// The first minute has been shown by itself once; it never comes again unasked.
inline auto firstMinuteShown()
{
    return Setting<bool>(QStringLiteral("window/first-minute-shown"), false);
}

// The lab.
inline Setting<bool> inspectorShown(bool narrow)
{
    return narrow ? Setting<bool>(QStringLiteral("inspector/shown-when-narrow"), false)
                  : Setting<bool>(QStringLiteral("inspector/shown-when-wide"), true);
}
inline Setting<bool> inspectorSectionOpen(const QString& section)
{
    return Setting<bool>(QStringLiteral("inspector/open/") + section, true);
}
inline Setting<bool> parameterGroupOpen(int group, bool atFirst)
{
    return Setting<bool>(QStringLiteral("controls/open/%1").arg(group), atFirst);
}
/// Words of markerWord().
inline auto pauseOn()
{
    return Setting<QStringList>(QStringLiteral("time/pause-on"));
}
inline auto idleHidden()
{
    return Setting<bool>(QStringLiteral("time/hide-idle"), false);
}
inline auto trackOrder()
{
    return Setting<QStringList>(QStringLiteral("tracks/order"));
}
inline Setting<bool> trackFolded(const QString& track)
{
    return Setting<bool>(QStringLiteral("tracks/%1/folded").arg(track));
}
inline Setting<int> trackHeight(const QString& track)
{
    return Setting<int>(QStringLiteral("tracks/%1/height").arg(track));
}

// Files.
inline Setting<QString> openFolder(const QString& atFirst)
{
    return Setting<QString>(QStringLiteral("files/folder"), atFirst);
}
inline Setting<QString> exportFolder(const QString& atFirst)
{
    return Setting<QString>(QStringLiteral("files/export-folder"), atFirst);
}
inline auto recentFiles()
{
    return Setting<QStringList>(QStringLiteral("files/recent"));
}

// Learn.
inline auto coachClock()
{
    return Setting<bool>(QStringLiteral("learn/clock"), true);
}
/// A JSON array; read strictly by who owns it.
inline auto coachAnswers()
{
    return Setting<QString>(QStringLiteral("learn/answers"));
}
inline Setting<int> challenge(const QString& id)
{
    return Setting<int>(QStringLiteral("learn/challenges/") + id, 0);
}
void forgetChallenges();
/// How far one has come in a lesson. `name` has no slashes: settings take them for groups.
struct LessonSettings {
    explicit LessonSettings(const QString& name);

    /// The steps that were answered.
    QList<int> answered() const;
    /// What was said, and "right" or "wrong".
    Setting<QStringList> answer(int question) const;
    void forget() const;

    QString group;
    Setting<int> steps, step, questions;
    Setting<bool> finished;
};

}  // namespace settings

/// What a settings file of somebody else's says, such as that of a desktop; invalid when it says nothing.
QVariant foreignSetting(const QString& file, const QString& key);

}  // namespace stampede::ui
