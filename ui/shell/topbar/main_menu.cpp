#include "ui/shell/topbar/main_menu.h"

#include "ui/session/commands/commands.h"

#include <QMenu>

#include <algorithm>

namespace stampede::ui {

namespace {

using Group = Command::Group;
using Wanted = std::function<bool(const Command&)>;

bool startsWith(const Command& c, const char* prefix)
{
    return c.id.startsWith(QLatin1String(prefix));
}

bool isMistake(const Command& c)
{
    return startsWith(c, "preset-mistake-") || startsWith(c, "preset-mended-");
}

/// What is wanted, by sections in their order, with lines between.
void addAll(QMenu& menu, const Commands& commands, const Wanted& wanted)
{
    std::vector<const Command*> list;
    for (const Command& c : commands.all())
        if (!c.title.isEmpty() && wanted(c)) list.push_back(&c);
    std::stable_sort(list.begin(), list.end(),
                     [](const Command* a, const Command* b) { return a->section < b->section; });
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (i > 0 && list[i]->section != list[i - 1]->section) menu.addSeparator();
        menu.addAction(list[i]->action);
    }
}

QMenu* addSub(QMenu& menu, const Commands& commands, const QString& title, const Wanted& wanted)
{
    QMenu* sub = menu.addMenu(title);
    addAll(*sub, commands, wanted);
    // A menu without anything would open as a speck.
    if (sub->isEmpty()) menu.removeAction(sub->menuAction());
    return sub;
}

Wanted of(Group group)
{
    return [group](const Command& c) { return c.group == group; };
}

void addFile(QMenu& menu, const Commands& commands)
{
    const auto isRecent = [](const Command& c) { return startsWith(c, "recent-"); };
    const auto isExport = [](const Command& c) { return startsWith(c, "export-"); };
    QMenu* file = addSub(menu, commands, Commands::tr("&File"), [&](const Command& c) {
        return c.group == Group::file && !isRecent(c) && !isExport(c);
    });
    QMenu* recent = addSub(*file, commands, Commands::tr("Open &again"), isRecent);
    QMenu* exports = addSub(*file, commands, Commands::tr("&Export"), isExport);
    const QList<QAction*> items = file->actions();
    if (items.size() < 2) return;
    // Where one looks for them: the files below Open, the export above Quit.
    if (!recent->isEmpty()) file->insertAction(items[1], recent->menuAction());
    QAction* last = nullptr;
    for (QAction* item : items)
        if (item->isSeparator()) last = item;
    if (!exports->isEmpty() && last) {
        file->insertSeparator(last);
        file->insertAction(last, exports->menuAction());
    }
}

void addView(QMenu& menu, const Commands& commands)
{
    const auto isTheme = [](const Command& c) { return startsWith(c, "theme-"); };
    QMenu* view = addSub(menu, commands, Commands::tr("&View"), of(Group::show));
    view->addSeparator();
    addSub(*view, commands, Commands::tr("&Theme"), isTheme);
    addAll(*view, commands, [&](const Command& c) {
        return c.group == Group::window && !isTheme(c) && c.id != QLatin1String("menu");
    });
}

void addTime(QMenu& menu, const Commands& commands)
{
    const auto stops = [](const Command& c) { return startsWith(c, "pause-on-"); };
    const auto breaks = [](const Command& c) { return startsWith(c, "break-"); };
    QMenu* time = addSub(menu, commands, Commands::tr("&Time"),
                         [&](const Command& c) { return c.group == Group::time && !stops(c) && !breaks(c); });
    addSub(*time, commands, Commands::tr("&Stop playing on"), stops);
    addSub(*time, commands, Commands::tr("&Break at the playhead"), breaks);
}

}  // namespace

void fillMainMenu(Commands& commands, const std::function<void(QMenu&)>& show)
{
    const auto preset = [](const Command& c) { return startsWith(c, "preset-"); };
    const auto strategy = [](const Command& c) { return startsWith(c, "strategy-"); };
    commands.refreshActions();
    QMenu menu;
    menu.setObjectName("main-menu");
    addFile(menu, commands);
    addSub(menu, commands, Commands::tr("&Edit"), [&](const Command& c) {
        return c.group == Group::edit || (c.group == Group::choose && !preset(c) && !strategy(c));
    });
    addView(menu, commands);
    menu.addSeparator();
    QMenu* scenarios = addSub(menu, commands, Commands::tr("S&cenario"),
                              [&](const Command& c) { return preset(c) && !isMistake(c); });
    scenarios->addSeparator();
    addSub(*scenarios, commands, Commands::tr("&Mistakes, broken and mended"), isMistake);
    addSub(menu, commands, Commands::tr("&Strategy"), strategy);
    addSub(menu, commands, Commands::tr("&Play"), of(Group::play));
    addTime(menu, commands);
    menu.addSeparator();
    addSub(menu, commands, Commands::tr("&Learn"), of(Group::learn));
    addSub(menu, commands, Commands::tr("&Help"), of(Group::help));
    show(menu);
}

}  // namespace stampede::ui
