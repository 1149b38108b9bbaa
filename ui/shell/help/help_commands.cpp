#include "ui/shell/help/help_commands.h"

#include "ui/look/overlay/blank_screen.h"
#include "ui/look/overlay/toast.h"
#include "ui/look/theme/motion.h"
#include "ui/session/commands/commands.h"
#include "ui/shell/help/about_sheet.h"
#include "ui/shell/help/key_overlay.h"
#include "ui/shell/palette/command_palette.h"

#include <memory>

namespace stampede::ui {

namespace {

using Group = Command::Group;

/// Made when first asked for, so that they lie above what was made before.
template <typename Made, typename... Arguments>
std::function<void()> opens(Arguments&&... arguments)
{
    auto made = std::make_shared<Made*>(nullptr);
    return [made, arguments...]() mutable {
        if (!*made) *made = new Made(arguments...);
        (*made)->raise();
        (*made)->open();
    };
}

void addMotion(Commands& c, QWidget& window)
{
    const auto act = [&window] {
        const bool less = !motionIsReduced();
        chooseMotion(less ? Motion::reduced : Motion::full);
        Toast::say(
            &window,
            less ? Commands::tr("Nothing moves of its own now; states change at once.")
                 : Commands::tr("Changes of state are moved for a moment, so that the eye can follow."));
    };
    c.add({"motion", Group::window, Commands::tr("Reduced motion"), {}, act, {}, 2, [] {
               return motionIsReduced();
           }});
}

}  // namespace

void addHelpCommands(const Context& context, QWidget& window)
{
    Commands& c = context.commands;
    Commands* list = &c;
    QWidget* where = &window;
    c.add({"palette",
           Group::help,
           Commands::tr("Find a command …"),
           {"Ctrl+Shift+P"},
           opens<CommandPalette>(std::ref(*list), where),
           {}});
    c.add({"keys",
           Group::help,
           Commands::tr("All keys"),
           {"?"},
           opens<KeyOverlay>(std::cref(*list), where),
           {}});
    c.add({"help",
           Group::help,
           Commands::tr("How to use it"),
           {"F1"},
           opens<AboutSheet>(AboutSheet::Text::help, where),
           {},
           1});
    c.add({"about",
           Group::help,
           Commands::tr("About Stampede Lab"),
           {},
           opens<AboutSheet>(AboutSheet::Text::about, where),
           {},
           1});
    c.add(
        {"blank", Group::window, Commands::tr("Blank the screen"), {"B"}, opens<BlankScreen>(where), {}, 1});
    addMotion(c, window);
    QObject::connect(&c, &Commands::done, &window, [list](const QString& id) { rememberCommand(*list, id); });
}

}  // namespace stampede::ui
