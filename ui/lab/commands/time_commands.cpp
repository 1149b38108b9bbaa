#include "ui/lab/commands/time_commands.h"

#include "ui/lab/transport/bookmarks.h"
#include "ui/look/overlay/toast.h"
#include "ui/look/settings/settings.h"
#include "ui/session/commands/commands.h"
#include "ui/session/session.h"
#include "ui/session/stepper.h"
#include "ui/session/views/views.h"
#include "ui/session/workbench/workbench.h"

#include <QApplication>

namespace stampede::ui {

namespace {

using Group = Command::Group;

void addSteps(Commands& c, Session& s)
{
    Stepper& stepper = s.stepper();
    const auto hasRun = [&s] { return s.run() != nullptr && !s.masked(); };
    c.add({"call-back",
           Group::play,
           Commands::tr("Previous event of the same request"),
           {"Shift+Left"},
           [&stepper] { stepper.alongCall(-1); },
           hasRun,
           1});
    c.add({"call-forward",
           Group::play,
           Commands::tr("Next event of the same request"),
           {"Shift+Right"},
           [&stepper] { stepper.alongCall(+1); },
           hasRun,
           1});
    c.add({"to-cause",
           Group::play,
           Commands::tr("To the cause"),
           {"Ctrl+Left"},
           [&stepper] { stepper.toCause(); },
           hasRun,
           1});
    c.add({"to-effect",
           Group::play,
           Commands::tr("To the effect"),
           {"Ctrl+Right"},
           [&stepper] { stepper.toEffect(); },
           hasRun,
           1});
    c.add({"marker-back",
           Group::play,
           Commands::tr("Previous marker"),
           {"Ctrl+Shift+Left"},
           [&stepper] { stepper.toMarker(-1); },
           hasRun,
           1});
    c.add({"marker-forward",
           Group::play,
           Commands::tr("Next marker"),
           {"Ctrl+Shift+Right"},
           [&stepper] { stepper.toMarker(+1); },
           hasRun,
           1});
    QObject::connect(&stepper, &Stepper::stuck, &c, [](const QString& sentence) {
        if (QWidget* window = QApplication::activeWindow()) Toast::say(window, sentence);
    });
}

MarkerKinds rememberedPauses()
{
    MarkerKinds kinds;
    const QStringList words = settings::pauseOn().get();
    for (Marker::Kind kind : pausableKinds())
        if (words.contains(markerWord(kind))) kinds.insert(kind);
    return kinds;
}

void togglePause(Session& s, Marker::Kind kind)
{
    MarkerKinds kinds = s.playback().pauseOn();
    if (!kinds.erase(kind)) kinds.insert(kind);
    s.playback().setPauseOn(kinds);
    QStringList words;
    for (Marker::Kind k : kinds) words += markerWord(k);
    settings::pauseOn().set(words);
}

void addPauses(Commands& c, Session& s)
{
    s.playback().setPauseOn(rememberedPauses());
    for (Marker::Kind kind : pausableKinds())
        c.add({QStringLiteral("pause-on-") + markerWord(kind),
               Group::play,
               Commands::tr("Pause on: %1").arg(markerText(kind)),
               {},
               [&s, kind] { togglePause(s, kind); },
               {},
               2,
               [&s, kind] { return s.playback().pauseOn().contains(kind); }});
    QObject::connect(&s.playback(), &Playback::pausedAt, &c, [](Marker::Kind kind) {
        if (QWidget* window = QApplication::activeWindow())
            Toast::say(window, Commands::tr("Paused: %1.").arg(markerText(kind)));
    });
}

void addMarks(Commands& c, const Context& context)
{
    Session& s = context.session;
    TimeMarks& marks = s.marks();
    const auto inLab = [&views = context.views] { return views.current() == View::lab; };
    const auto hasCursors = [&marks] { return marks.hasCursors(); };
    c.add({"cursor",
           Group::time,
           Commands::tr("Set a cursor at the playhead"),
           {"K"},
           [&s] { s.marks().placeCursor(s.playback().playhead()); },
           {},
           1});
    c.add({"cursors-clear",
           Group::time,
           Commands::tr("Take the cursors away"),
           {"Shift+K"},
           [&marks] { marks.clearCursors(); },
           hasCursors,
           1});
    c.add({"range-between",
           Group::time,
           Commands::tr("Select the range between the cursors"),
           {"Shift+S"},
           [&marks] {
               if (const auto r = marks.between()) marks.setRange(r->from, r->until);
           },
           [&marks] { return marks.between().has_value(); },
           1});
    c.add({"range-visible",
           Group::time,
           Commands::tr("Select the visible range"),
           {},
           [&s] { s.marks().setRange(s.viewport().visible().from, s.viewport().visible().until); },
           [&s] { return !s.masked(); },
           1});
    c.add({"marks-clear",
           Group::time,
           Commands::tr("Let go of range and cursors"),
           {"Escape"},
           [&marks] { marks.range() ? marks.clearRange() : marks.clearCursors(); },
           [&marks, inLab] { return inLab() && (marks.range() || marks.hasCursors()); },
           1});
}

}  // namespace

void addTimeCommands(const Context& context)
{
    Commands& c = context.commands;
    Session& s = context.session;
    addSteps(c, s);
    addPauses(c, s);
    addMarks(c, context);
    c.add({"bookmark",
           Group::time,
           Commands::tr("Bookmark the playhead"),
           {"M"},
           [context] { editBookmark(context); },
           {},
           2});
    c.add({"bookmark-back",
           Group::time,
           Commands::tr("Previous bookmark"),
           {"Shift+,"},
           [context] { goToBookmark(context, -1); },
           [&s] { return !s.scenario().bookmarks.empty(); },
           2});
    c.add({"bookmark-forward",
           Group::time,
           Commands::tr("Next bookmark"),
           {"Shift+."},
           [context] { goToBookmark(context, +1); },
           [&s] { return !s.scenario().bookmarks.empty(); },
           2});
    s.viewport().setIdleHidden(settings::idleHidden().get());
    const auto toggle = [&s] {
        s.viewport().setIdleHidden(!s.viewport().idleHidden());
        settings::idleHidden().set(s.viewport().idleHidden());
    };
    c.add(
        {"hide-idle", Group::time, Commands::tr("Shorten idle time on the axis"), {"X"}, toggle, {}, 3, [&s] {
             return s.viewport().idleHidden();
         }});
}

}  // namespace stampede::ui
