#include "ui/help/key_table.h"

#include "ui/commands/commands.h"

#include <QCoreApplication>
#include <QStringList>

namespace stampede::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("KeyTable", text);
}

bool isRow(const Command& c)
{
    return c.id.startsWith(QLatin1String("preset-")) || c.id.startsWith(QLatin1String("strategy-"));
}

KeyGroup linesOf(const Commands& commands, Command::Group group)
{
    KeyGroup table{groupTitle(group), {}};
    for (const Command& c : commands.all())
        if (c.group == group && !c.keys.isEmpty() && !c.title.isEmpty() && !isRow(c)) table.lines.push_back({c.keys, c.title});
    return table;
}

}  // namespace

std::vector<KeyGroup> keyTable(const Commands& commands)
{
    using Group = Command::Group;
    std::vector<KeyGroup> table;
    for (Group group : {Group::play, Group::time, Group::show, Group::choose, Group::edit, Group::learn, Group::file, Group::window, Group::help}) {
        KeyGroup lines = linesOf(commands, group);
        if (group == Group::choose)
            lines.lines.insert(lines.lines.begin(), {{{QStringLiteral("1 … 9")}, tr("The first nine scenarios")},
                                                     {{QStringLiteral("Ctrl+1 … 0")}, tr("The ten strategies")}});
        if (!lines.lines.empty()) table.push_back(std::move(lines));
    }
    return table;
}

}  // namespace stampede::ui
