#include "ui/commands/main_menu.h"

#include "ui/commands/commands.h"

#include <QKeySequence>
#include <QMenu>

namespace stampede::ui {

namespace {

constexpr std::size_t longestMenu = 24;

void addGroup(QMenu& menu, Commands& commands, Command::Group group)
{
    QMenu* sub = nullptr;
    for (const Command& command : commands.all()) {
        if (command.group != group || (sub && sub->actions().size() >= qsizetype(longestMenu))) continue;
        if (!sub) sub = menu.addMenu(groupTitle(group));
        // The key stands there to be read; acting on it is the commands' own business.
        const QString key = command.keys.isEmpty() ? QString() : u'\t' + QKeySequence(command.keys[0]).toString(QKeySequence::NativeText);
        QAction* action = sub->addAction(command.title + key);
        action->setEnabled(command.isPossible());
        QObject::connect(action, &QAction::triggered, &commands, [&commands, id = command.id] { commands.run(id); });
    }
}

}  // namespace

void fillMainMenu(Commands& commands, const std::function<void(QMenu&)>& show)
{
    using Group = Command::Group;
    QMenu menu;
    for (Group group : {Group::file, Group::show, Group::play, Group::time, Group::choose, Group::learn, Group::window})
        addGroup(menu, commands, group);
    show(menu);
}

}  // namespace stampede::ui
