#include "ui/teach/lesson/progress.h"

#include "ui/look/settings/settings.h"

#include <QCryptographicHash>

#include <algorithm>

namespace stampede::ui {

namespace {

/// Paths have slashes, which settings take for groups.
settings::LessonSettings settingsOf(const QString& lesson)
{
    const QByteArray digest =
        QCryptographicHash::hash(lesson.toUtf8(), QCryptographicHash::Sha1).toHex().left(16);
    return settings::LessonSettings(
        lesson.contains(u'/') || lesson.contains(u'.') ? QString::fromLatin1(digest) : lesson);
}

}  // namespace

int LessonProgress::rightFirstTime() const
{
    return int(std::count_if(answers.begin(), answers.end(), [](const auto& a) { return a.second.right; }));
}

LessonProgress progressOf(const QString& lesson)
{
    const settings::LessonSettings kept = settingsOf(lesson);
    LessonProgress p;
    p.steps = kept.steps.get();
    p.step = std::clamp(kept.step.get(), 0, std::max(0, p.steps - 1));
    p.finished = kept.finished.get();
    p.questions = kept.questions.get();
    for (int step : kept.answered())
        if (const QStringList answer = kept.answer(step).get(); answer.size() == 2)
            p.answers[step] = {answer[0], answer[1] == QLatin1String("right")};
    return p;
}

void keepProgress(const QString& lesson, const LessonProgress& p)
{
    const settings::LessonSettings kept = settingsOf(lesson);
    kept.steps.set(p.steps);
    kept.step.set(p.step);
    kept.finished.set(p.finished);
    kept.questions.set(p.questions);
    for (const auto& [step, answer] : p.answers)
        kept.answer(step).set(
            {answer.said, answer.right ? QStringLiteral("right") : QStringLiteral("wrong")});
}

void forgetProgress(const QString& lesson)
{
    settingsOf(lesson).forget();
}

}  // namespace stampede::ui
