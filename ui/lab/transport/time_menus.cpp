#include "ui/lab/transport/time_menus.h"

#include "ui/lab/transport/bookmarks.h"
#include "ui/look/words/format.h"
#include "ui/session/commands/commands.h"
#include "ui/session/session.h"

#include <QMenu>

#include <functional>

namespace stampede::ui {

namespace {

/// The commands whose ids begin so.
void addCommands(QMenu& menu, const Context& context, const char* prefix)
{
    context.commands.refreshActions();
    for (const Command& command : context.commands.all())
        if (command.id.startsWith(QLatin1String(prefix))) menu.addAction(command.action);
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

QMenu* pauseMenu(const Context& context, QWidget* parent)
{
    return menuOf(parent, [context](QMenu& menu) {
        menu.addSection(Commands::tr("Stop playing on"));
        addCommands(menu, context, "pause-on-");
        menu.addSeparator();
        addCommands(menu, context, "marker-");
    });
}

QMenu* bookmarkMenu(const Context& context, QWidget* parent)
{
    return menuOf(parent, [context](QMenu& menu) {
        const Duration length = context.session.viewport().content().length();
        for (const Bookmark& b : bookmarksOf(context.session)) {
            const QString text = QString::fromStdString(b.text).replace(u'&', QStringLiteral("&&"));
            QObject::connect(menu.addAction(text + u'\t' + clockText(b.at, length)), &QAction::triggered,
                             &context.session,
                             [&session = context.session, at = b.at] { session.playback().setPlayhead(at); });
        }
        if (!menu.isEmpty()) menu.addSeparator();
        addCommands(menu, context, "bookmark");
    });
}

QMenu* faultMenu(const Context& context, QWidget* parent)
{
    return menuOf(parent, [context](QMenu& menu) {
        menu.addSection(Commands::tr("Break at the playhead"));
        addCommands(menu, context, "break-");
    });
}

}  // namespace stampede::ui
