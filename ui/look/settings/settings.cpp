#include "ui/look/settings/settings.h"

#include <QSettings>

namespace stampede::ui {

template <class T>
std::optional<T> Setting<T>::chosen() const
{
    QVariant kept = QSettings().value(key_);
    if (!kept.isValid() || !kept.convert(QMetaType::fromType<T>())) return {};
    return kept.value<T>();
}

template <class T>
void Setting<T>::set(const T& value) const
{
    QSettings().setValue(key_, QVariant::fromValue(value));
}

template <class T>
void Setting<T>::forget() const
{
    QSettings().remove(key_);
}

template class Setting<bool>;
template class Setting<int>;
template class Setting<QString>;
template class Setting<QByteArray>;
template class Setting<QStringList>;

namespace settings {

void forgetChallenges()
{
    QSettings().remove(QStringLiteral("learn/challenges"));
}

LessonSettings::LessonSettings(const QString& name)
    : group(QStringLiteral("lessons/") + name), steps(group + QStringLiteral("/steps"), 0),
      step(group + QStringLiteral("/step"), 0), questions(group + QStringLiteral("/questions"), 0),
      finished(group + QStringLiteral("/finished"), false)
{
}

QList<int> LessonSettings::answered() const
{
    QSettings kept;
    kept.beginGroup(group + QStringLiteral("/answers"));
    QList<int> list;
    for (const QString& key : kept.childKeys()) list += key.toInt();
    return list;
}

Setting<QStringList> LessonSettings::answer(int question) const
{
    return Setting<QStringList>(QStringLiteral("%1/answers/%2").arg(group).arg(question));
}

void LessonSettings::forget() const
{
    QSettings().remove(group);
}

}  // namespace settings

QVariant foreignSetting(const QString& file, const QString& key)
{
    return QSettings(file, QSettings::IniFormat).value(key);
}

}  // namespace stampede::ui
