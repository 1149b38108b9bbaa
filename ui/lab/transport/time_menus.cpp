#include "ui/lab/transport/time_menus.h"

#include "ui/lab/transport/bookmarks.h"
#include "ui/look/words/format.h"
#include "ui/session/commands/commands.h"
#include "ui/session/session.h"

#include <QKeySequence>
#include <QMenu>

#include <functional>

namespace stampede::ui {

namespace {

/// The commands whose ids begin so; what stands before the colon of their titles is the menu's own title.
void addCommands(QMenu& menu, const Desk& desk, const char* prefix)
{
    for (const Command& command : desk.commands.all()) {
        if (!command.id.startsWith(QLatin1String(prefix))) continue;
        const qsizetype colon = command.title.indexOf(QLatin1String(": "));
        QString text = colon < 0 ? command.title : command.title.mid(colon + 2);
        text[0] = text[0].toUpper();
        if (!command.keys.isEmpty())
            text += u'\t' + QKeySequence(command.keys[0]).toString(QKeySequence::NativeText);
        QAction* action = menu.addAction(text);
        action->setEnabled(command.isPossible());
        action->setCheckable(bool(command.chosen));
        action->setChecked(command.chosen && command.chosen());
        QObject::connect(action, &QAction::triggered, &desk.commands,
                         [&commands = desk.commands, id = command.id] { commands.run(id); });
    }
}

QMenu* menuOf(QWidget* parent, const std::function<void(QMenu&)>& fill)
{
    auto* menu = new QMenu(parent);
    QObject::connect(menu, &QMenu::aboutToShow, menu, [menu, fill] {
        menu->clear();
        fill(*menu);
    });
    return menu;
}

}  // namespace

QMenu* pauseMenu(const Desk& desk, QWidget* parent)
{
    return menuOf(parent, [desk](QMenu& menu) {
        menu.addSection(Commands::tr("Stop playing on"));
        addCommands(menu, desk, "pause-on-");
        menu.addSeparator();
        addCommands(menu, desk, "marker-");
    });
}

QMenu* bookmarkMenu(const Desk& desk, QWidget* parent)
{
    return menuOf(parent, [desk](QMenu& menu) {
        const Duration length = desk.session.content().length();
        for (const Bookmark& b : bookmarksOf(desk.session)) {
            const QString text = QString::fromStdString(b.text).replace(u'&', QStringLiteral("&&"));
            QObject::connect(menu.addAction(text + u'\t' + clockText(b.at, length)), &QAction::triggered,
                             &desk.session,
                             [&session = desk.session, at = b.at] { session.setPlayhead(at); });
        }
        if (!menu.isEmpty()) menu.addSeparator();
        addCommands(menu, desk, "bookmark");
    });
}

QMenu* faultMenu(const Desk& desk, QWidget* parent)
{
    return menuOf(parent, [desk](QMenu& menu) {
        menu.addSection(Commands::tr("Break at the playhead"));
        addCommands(menu, desk, "break-");
    });
}

}  // namespace stampede::ui
