#include "ui/teach/learn/lesson_list.h"

#include "core/lesson/lesson_file.h"
#include "ui/look/theme/theme.h"
#include "ui/look/words/plural.h"
#include "ui/session/commands/commands.h"
#include "ui/teach/learn/learn_bar.h"
#include "ui/teach/lesson/lesson_player.h"
#include "ui/teach/lesson/progress.h"

#include <QHBoxLayout>
#include <QMouseEvent>
#include <QVBoxLayout>

namespace stampede::ui {

namespace {

constexpr int lessonsWidth = 860;

QString stateOf(const Lesson& lesson, const LessonProgress& p)
{
    const QString right = p.questions > 0 ? LessonList::tr("%1 of %2 questions right the first time")
                                                .arg(p.rightFirstTime())
                                                .arg(p.questions)
                                          : QString();
    if (p.finished)
        return right.isEmpty() ? LessonList::tr("Finished") : LessonList::tr("Finished · %1").arg(right);
    if (p.begun()) return LessonList::tr("At step %1 of %2").arg(p.step + 1).arg(lesson.steps.size());
    return plural(lesson.steps.size(), "%1 step, about %2 minutes", "%1 steps, about %2 minutes")
        .arg(lesson.steps.size())
        .arg(lesson.minutes);
}

double shareOf(const Lesson& lesson, const LessonProgress& p)
{
    if (p.finished) return 1;
    return p.begun() ? double(p.step) / double(lesson.steps.size()) : 0;
}

}  // namespace

LessonList::LessonList(Commands& commands, LessonPlayer& player, QWidget* parent)
    : ScrollColumn(lessonsWidth, parent), commands_(commands), player_(player)
{
    fill();
}

void LessonList::fill()
{
    emptyLayout(column());
    column()->addWidget(
        learnLabel(tr("Each lesson asks before it shows. It remembers where you were."), "muted"));
    int number = 0;
    for (const Lesson& lesson : lessons()) column()->addWidget(card(lesson, number++));
    auto* row = new QHBoxLayout;
    row->addWidget(learnLabel(tr("Lessons are plain files, so you can write your own."), "muted"), 1);
    QPushButton* open =
        learnButton("open-lesson", tr("Open a lesson file …"), tr("Or drop it on the window"));
    connect(open, &QPushButton::clicked, this, [this] { commands_.run(QStringLiteral("open")); });
    row->addWidget(open);
    column()->addLayout(row);
    column()->addStretch(1);
    if (auto* first = findChild<QPushButton*>(QStringLiteral("start"))) setFocusProxy(first);
}

bool LessonList::eventFilter(QObject* watched, QEvent* event)
{
    auto* card = qobject_cast<QFrame*>(watched);
    if (card && event->type() == QEvent::MouseButtonRelease &&
        card->rect().contains(static_cast<QMouseEvent*>(event)->position().toPoint()))
        if (auto* start = card->findChild<QPushButton*>(QStringLiteral("start"))) start->click();
    return ScrollColumn::eventFilter(watched, event);
}

QWidget* LessonList::card(const Lesson& lesson, int number)
{
    const Theme& t = theme();
    QFrame* frame = learnCard("lesson-card");
    frame->setAccessibleName(QString::fromStdString(lesson.title));
    frame->setCursor(Qt::PointingHandCursor);
    frame->installEventFilter(this);
    auto* row = new QHBoxLayout(frame);
    row->setContentsMargins(t.px(18), t.px(14), t.px(18), t.px(14));
    row->setSpacing(t.px(16));
    QLabel* place = learnLabel(number == 0 ? QStringLiteral("▸") : QString::number(number), "muted");
    place->setFont(t.headline);
    place->setWordWrap(false);
    place->setFixedWidth(t.px(30));
    row->addWidget(place, 0, Qt::AlignTop);
    auto* words = new QVBoxLayout;
    words->setSpacing(t.px(4));
    words->addWidget(learnTitle(QString::fromStdString(lesson.title), 1.15));
    words->addWidget(learnLabel(QString::fromStdString(lesson.about)));
    const LessonProgress progress = progressOf(QString::fromStdString(lesson.id));
    QLabel* state = learnLabel(stateOf(lesson, progress), "small");
    state->setObjectName("lesson-state");
    words->addWidget(state);
    words->addWidget(new LearnBar(shareOf(lesson, progress)));
    row->addLayout(words, 1);
    auto* buttons = new QVBoxLayout;
    addButtons(buttons, lesson);
    row->addLayout(buttons);
    return frame;
}

void LessonList::addButtons(QVBoxLayout* column, const Lesson& lesson)
{
    const QString id = QString::fromStdString(lesson.id);
    const LessonProgress p = progressOf(id);
    const bool on = p.begun() && !p.finished && p.step > 0;
    QPushButton* start =
        learnButton("start",
                    p.finished ? tr("Once more")
                    : on       ? tr("Go on")
                               : tr("Start"),
                    on ? tr("Goes on at step %1").arg(p.step + 1) : QString::fromStdString(lesson.about),
                    p.finished ? "" : "primary");
    start->setAccessibleName(start->text() + QStringLiteral(": ") + QString::fromStdString(lesson.title));
    connect(
        start, &QPushButton::clicked, this,
        [this, id, again = p.finished] {
            if (again) forgetProgress(id);
            player_.start(id);
        },
        Qt::QueuedConnection);
    column->addWidget(start);
    if (p.begun()) {
        QPushButton* reset = learnButton(
            "reset", tr("Reset"), tr("Forgets where you were and what you answered in this lesson"), "flat");
        reset->setAccessibleName(tr("Reset: %1").arg(QString::fromStdString(lesson.title)));
        connect(
            reset, &QPushButton::clicked, this,
            [this, id] {
                forgetProgress(id);
                fill();
            },
            Qt::QueuedConnection);
        column->addWidget(reset);
    }
    column->addStretch(1);
}

}  // namespace stampede::ui
