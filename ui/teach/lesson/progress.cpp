#include "ui/teach/lesson/progress.h"

#include <QCryptographicHash>
#include <QSettings>

#include <algorithm>

namespace stampede::ui {

namespace {

/// Paths have slashes, which settings take for groups.
QString groupOf(const QString& lesson)
{
    const QByteArray digest =
        QCryptographicHash::hash(lesson.toUtf8(), QCryptographicHash::Sha1).toHex().left(16);
    return QStringLiteral("lessons/") +
           (lesson.contains(u'/') || lesson.contains(u'.') ? QString::fromLatin1(digest) : lesson);
}

}  // namespace

int LessonProgress::rightFirstTime() const
{
    return int(std::count_if(answers.begin(), answers.end(), [](const auto& a) { return a.second.right; }));
}

LessonProgress progressOf(const QString& lesson)
{
    QSettings settings;
    settings.beginGroup(groupOf(lesson));
    LessonProgress p;
    p.steps = settings.value("steps", 0).toInt();
    p.step = std::clamp(settings.value("step", 0).toInt(), 0, std::max(0, p.steps - 1));
    p.finished = settings.value("finished", false).toBool();
    p.questions = settings.value("questions", 0).toInt();
    settings.beginGroup(QStringLiteral("answers"));
    for (const QString& step : settings.childKeys()) {
        const QStringList kept = settings.value(step).toStringList();
        if (kept.size() == 2) p.answers[step.toInt()] = {kept[0], kept[1] == QLatin1String("right")};
    }
    return p;
}

void keepProgress(const QString& lesson, const LessonProgress& p)
{
    QSettings settings;
    settings.beginGroup(groupOf(lesson));
    settings.setValue("steps", p.steps);
    settings.setValue("step", p.step);
    settings.setValue("finished", p.finished);
    settings.setValue("questions", p.questions);
    settings.beginGroup(QStringLiteral("answers"));
    for (const auto& [step, answer] : p.answers)
        settings.setValue(
            QString::number(step),
            QStringList{answer.said, answer.right ? QStringLiteral("right") : QStringLiteral("wrong")});
}

void forgetProgress(const QString& lesson)
{
    QSettings().remove(groupOf(lesson));
}

}  // namespace stampede::ui
