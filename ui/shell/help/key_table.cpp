#include "ui/shell/help/key_table.h"

#include "ui/look/words/tr.h"
#include "ui/session/commands/commands.h"

#include <QMap>
#include <QRegularExpression>
#include <QStringList>

namespace stampede::ui {

namespace {

bool isRow(const Command& c)
{
    return c.id.startsWith(QLatin1String("preset-")) || c.id.startsWith(QLatin1String("strategy-"));
}

/// "lesson-answer-3" with the key "3" is one of a row: its stem and its number.
struct Numbered {
    QString stem, number;
};
Numbered numbered(const Command& c)
{
    static const QRegularExpression pattern(QStringLiteral("^(.+?)(\\d+)$"));
    const auto match = pattern.match(c.id);
    if (!match.hasMatch() || c.keys.size() != 1 || !c.keys.first().endsWith(match.captured(2))) return {};
    return {match.captured(1), match.captured(2)};
}

/// The line of the first one of a row goes on to the last one: "answer 1 … 6".
void extend(KeyLine& line, const Command& last, const QString& from, const QString& to)
{
    const QString row = from + QStringLiteral(" … ") + to;
    line.standsFor += last.keys;
    line.keys = {QString(line.standsFor.first()).replace(from, row)};
    line.what = QString(last.title).replace(to, row);
}

KeyGroup linesOf(const Commands& commands, Command::Group group)
{
    struct Row {
        std::size_t line;
        QString first;
    };
    KeyGroup table{groupTitle(group), {}};
    QMap<QString, Row> rows;
    for (const Command& c : commands.all()) {
        if (c.group != group || c.keys.isEmpty() || c.title.isEmpty() || isRow(c)) continue;
        const Numbered number = numbered(c);
        const auto row = rows.constFind(number.stem);
        if (row != rows.constEnd() && !number.stem.isEmpty()) {
            extend(table.lines[row->line], c, row->first, number.number);
            continue;
        }
        if (!number.stem.isEmpty()) rows[number.stem] = {table.lines.size(), number.number};
        table.lines.push_back({c.keys, c.title, c.keys});
    }
    return table;
}

}  // namespace

std::vector<KeyGroup> keyTable(const Commands& commands)
{
    using Group = Command::Group;
    std::vector<KeyGroup> table;
    for (Group group : {Group::play, Group::time, Group::show, Group::choose, Group::edit, Group::learn,
                        Group::file, Group::window, Group::help}) {
        KeyGroup lines = linesOf(commands, group);
        if (group == Group::choose)
            lines.lines.insert(lines.lines.begin(),
                               {{{QStringLiteral("1 … 9")}, tr("The first nine scenarios"), {}},
                                {{QStringLiteral("Ctrl+1 … 0")}, tr("The ten strategies"), {}}});
        if (!lines.lines.empty()) table.push_back(std::move(lines));
    }
    return table;
}

}  // namespace stampede::ui
