#include "ui/teach/lesson/lesson_commands.h"

#include "ui/session/commands/commands.h"
#include "ui/teach/lesson/lesson_player.h"

namespace stampede::ui {

namespace {

using Group = Command::Group;
constexpr int mostChoices = 6;

/// How many choices the open question has; 0 when none is open.
std::size_t choicesOpen(const LessonPlayer& lessons)
{
    if (!lessons.active() || lessons.phase() != LessonPlayer::Phase::asking) return 0;
    const auto* choices = std::get_if<Choices>(&lessons.current().ask->answer);
    return choices ? choices->size() : 0;
}

void choose(LessonPlayer& lessons, std::size_t choice)
{
    if (lessons.votes().begun())
        lessons.vote(choice, +1);
    else
        lessons.predict({choice, {}, {}});
}

void addSteps(Commands& c, LessonPlayer& l)
{
    c.add({"lesson-next",
           Group::learn,
           Commands::tr("Lesson: next step, or the answer"),
           {"PgDown"},
           [&l] { l.next(); },
           [&l] { return l.active() && (!l.last() || l.phase() == LessonPlayer::Phase::asking); }});
    c.add({"lesson-back",
           Group::learn,
           Commands::tr("Lesson: step back"),
           {"PgUp"},
           [&l] { l.back(); },
           [&l] { return l.active() && l.step() > 0; }});
    c.add({"lesson-scene",
           Group::learn,
           Commands::tr("Lesson: the scene of this step again"),
           {},
           [&l] { l.showAgain(); },
           [&l] { return l.active(); }});
    c.add({"lesson-leave",
           Group::learn,
           Commands::tr("Leave the lesson"),
           {},
           [&l] { l.leave(); },
           [&l] { return l.active(); }});
}

}  // namespace

void addLessonCommands(Commands& commands, LessonPlayer& l)
{
    commands.add({"start-here",
                  Group::learn,
                  Commands::tr("Start here: the first minute"),
                  {},
                  [&l] { l.startFirstMinute(); },
                  {}});
    commands.add({"start-here-leave",
                  Group::learn,
                  Commands::tr("Leave the first minute"),
                  {"Escape"},
                  [&l] { l.leave(); },
                  [&l] { return l.active() && l.isFirstMinute(); }});
    addSteps(commands, l);
    for (int i = 0; i < mostChoices; ++i) {
        const auto possible = [&l, i] { return choicesOpen(l) > std::size_t(i); };
        commands.add({QStringLiteral("lesson-choice-%1").arg(i + 1),
                      Group::learn,
                      Commands::tr("Lesson: answer %1, or a vote for it").arg(i + 1),
                      {QString::number(i + 1)},
                      [&l, i] { choose(l, std::size_t(i)); },
                      possible});
        commands.add({QStringLiteral("lesson-vote-back-%1").arg(i + 1),
                      Group::learn,
                      Commands::tr("Lesson: one vote fewer for %1").arg(i + 1),
                      {QStringLiteral("Shift+%1").arg(i + 1)},
                      [&l, i] { l.vote(std::size_t(i), -1); },
                      [&l, possible] { return possible() && l.votes().begun(); }});
    }
    commands.add({"lesson-vote",
                  Group::learn,
                  Commands::tr("Lesson: let a class vote"),
                  {"V"},
                  [&l] { l.votes().begun() ? l.endVote() : l.beginVote(); },
                  [&l] { return choicesOpen(l) > 0; }});
}

}  // namespace stampede::ui
