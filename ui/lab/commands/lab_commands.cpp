#include "ui/lab/commands/lab_commands.h"

#include "core/strategy/catalogue.h"
#include "ui/look/theme/theme_choice.h"
#include "ui/look/words/speeds.h"
#include "ui/look/words/strategy_words.h"
#include "ui/session/commands/commands.h"
#include "ui/session/session.h"
#include "ui/session/views/views.h"
#include "ui/session/workbench/workbench.h"

namespace stampede::ui {

namespace {

using Group = Command::Group;

/// Around the playhead where it is in sight, else around the middle.
void zoom(Session& session, double factor)
{
    const TimeRange v = session.viewport().visible();
    const TimeWarp& axis = session.viewport().axis();
    const Instant middle = axis.straightened(axis.bent(v.from) + axis.bent_length(v.from, v.until) / 2);
    session.viewport().zoom(v.holds(session.playback().playhead()) ? session.playback().playhead() : middle,
                            factor);
}

void addPlaying(Commands& c, Session& s)
{
    c.add({"play",
           Group::play,
           Commands::tr("Play or pause"),
           {"Space"},
           [&s] { s.playback().setPlaying(!s.playback().playing()); },
           {}});
    c.add({"step-back",
           Group::play,
           Commands::tr("One event back"),
           {"Left"},
           [&s] { s.playback().stepBack(); },
           {}});
    c.add({"step-forward",
           Group::play,
           Commands::tr("One event forward"),
           {"Right"},
           [&s] { s.playback().stepForward(); },
           {}});
    c.add({"to-start",
           Group::play,
           Commands::tr("To the start"),
           {"Home"},
           [&s] { s.playback().setPlayhead(s.playback().extent().from); },
           {}});
    c.add({"to-end",
           Group::play,
           Commands::tr("To the end"),
           {"End"},
           [&s] { s.playback().setPlayhead(s.playback().extent().until); },
           {}});
    c.add({"slower",
           Group::play,
           Commands::tr("Play slower"),
           {"["},
           [&s] { s.playback().setSpeed(nextSpeed(s.playback().speed(), -1)); },
           {}});
    c.add({"faster",
           Group::play,
           Commands::tr("Play faster"),
           {"]"},
           [&s] { s.playback().setSpeed(nextSpeed(s.playback().speed(), +1)); },
           {}});
}

void addRange(Commands& c, Session& s)
{
    c.add({"fit",
           Group::time,
           Commands::tr("Show the whole run"),
           {"F"},
           [&s] { s.viewport().showAll(); },
           {}});
    c.add({"zoom-in", Group::time, Commands::tr("Zoom in"), {"W"}, [&s] { zoom(s, 0.8); }, {}});
    c.add({"zoom-out", Group::time, Commands::tr("Zoom out"), {"S"}, [&s] { zoom(s, 1.25); }, {}});
    c.add({"earlier", Group::time, Commands::tr("Earlier"), {"A"}, [&s] { s.viewport().pan(-0.1); }, {}});
    c.add({"later", Group::time, Commands::tr("Later"), {"D"}, [&s] { s.viewport().pan(+0.1); }, {}});
}

void addChoices(Commands& c, Workbench& workbench, Session& session)
{
    const auto shown = presets();
    for (std::size_t i = 0; i < shown.size(); ++i) {
        const Preset& preset = shown[i];
        const QStringList keys = i < 9 ? QStringList{QString::number(i + 1)} : QStringList{};
        c.add({QStringLiteral("preset-") + QString::fromStdString(preset.id),
               Group::choose,
               Commands::tr("Scenario: %1").arg(QString::fromStdString(preset.name)),
               keys,
               [&workbench, &preset] { workbench.openPreset(preset); },
               {},
               i < 9 ? 0 : 1,
               [&workbench, id = QString::fromStdString(preset.id)] { return workbench.openedId() == id; }});
    }
    const auto named = catalogue();
    for (std::size_t i = 0; i < named.size(); ++i) {
        const NamedStrategy& strategy = named[i];
        const QStringList keys =
            i < 10 ? QStringList{QStringLiteral("Ctrl+%1").arg((i + 1) % 10)} : QStringList{};
        c.add({QStringLiteral("strategy-") + QString::fromStdString(strategy.id),
               Group::choose,
               Commands::tr("Strategy: %1").arg(nameText(strategy)),
               keys,
               [&workbench, &strategy] { workbench.chooseStrategy(QString::fromStdString(strategy.id)); },
               {},
               0,
               [&session, &strategy] { return session.scenario().strategy.name == strategy.id; }});
    }
    c.add({"undo",
           Group::edit,
           Commands::tr("Undo"),
           {"Ctrl+Z"},
           [&workbench] { workbench.undo(); },
           [&workbench] { return workbench.canUndo(); }});
    c.add({"redo",
           Group::edit,
           Commands::tr("Redo"),
           {"Ctrl+Shift+Z"},
           [&workbench] { workbench.redo(); },
           [&workbench] { return workbench.canRedo(); }});
    QObject::connect(&workbench, &Workbench::historyChanged, &c, [&workbench, &c] {
        const auto rename = [&c](const char* id, const QString& title) {
            c.setTitle(QLatin1String(id), title);
        };
        const QString undo = workbench.undoName(), redo = workbench.redoName();
        rename("undo", undo.isEmpty() ? Commands::tr("Undo") : Commands::tr("Undo: %1").arg(undo));
        rename("redo", redo.isEmpty() ? Commands::tr("Redo") : Commands::tr("Redo: %1").arg(redo));
    });
}

}  // namespace

void addLabCommands(const Context& context)
{
    addPlaying(context.commands, context.session);
    addRange(context.commands, context.session);
    addChoices(context.commands, context.workbench, context.session);
}

void addViewCommands(const Context& context)
{
    Views& views = context.views;
    const auto go = [&](View view, const QString& key) {
        const auto act = [&views, view] { views.go(views.current() == view ? View::lab : view); };
        context.commands.add({QStringLiteral("view-") + viewWord(view),
                              Group::show,
                              Commands::tr("Go to: %1").arg(viewTitle(view)),
                              {key},
                              act,
                              {},
                              0,
                              [&views, view] { return views.current() == view; }});
    };
    go(View::lab, QStringLiteral("Escape"));
    go(View::compare, QStringLiteral("C"));
    go(View::explore, QStringLiteral("E"));
    go(View::learn, QStringLiteral("L"));
    for (Theme::Name name : {Theme::Name::light, Theme::Name::dark, Theme::Name::projector})
        context.commands.add({QStringLiteral("theme-") + themeWord(name),
                              Group::window,
                              Commands::tr("Theme: %1").arg(themeTitle(name)),
                              {},
                              [name] { chooseTheme(name); },
                              {},
                              0,
                              [name] { return theme().name == name; }});
}

}  // namespace stampede::ui
