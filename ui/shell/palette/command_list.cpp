#include "ui/shell/palette/command_list.h"

#include "ui/look/settings/settings.h"
#include "ui/session/commands/commands.h"
#include "ui/shell/palette/fuzzy.h"

#include <algorithm>

namespace stampede::ui {

namespace {

constexpr int mostRecent = 8;

struct Ranked {
    ListedCommand command;
    int rank = 0;
};

constexpr int perRecency = 2, notInTitle = 30, notPossible = 15;

int groupOrder(Command::Group group)
{
    using Group = Command::Group;
    constexpr Group order[] = {Group::play, Group::show,  Group::choose, Group::time, Group::edit,
                               Group::file, Group::learn, Group::window, Group::help};
    return static_cast<int>(std::find(std::begin(order), std::end(order), group) - std::begin(order));
}

ListedCommand listed(const Command& c)
{
    return {
        c.id,  c.title, groupTitle(c.group), c.keys.isEmpty() ? QString() : c.keys.first(), c.isPossible(),
        false, {}};
}

}  // namespace

std::vector<ListedCommand> listCommands(const Commands& commands, const QString& typed,
                                        const QStringList& recent)
{
    std::vector<Ranked> found;
    for (const Command& c : commands.all()) {
        if (c.title.isEmpty()) continue;
        Ranked r{listed(c), 0};
        const int used = static_cast<int>(recent.indexOf(c.id));
        r.command.recent = used >= 0;
        const int recency = used < 0 ? 0 : (static_cast<int>(recent.size()) - used) * perRecency;
        if (typed.trimmed().isEmpty()) {
            r.rank = (used < 0 ? 0 : 10'000 + recency) - groupOrder(c.group);
        } else if (const auto match = fuzzyMatch(typed, c.title)) {
            r.command.lit = match->at;
            r.rank = match->score + recency;
        } else if (const auto wider = fuzzyMatch(typed, r.command.group + u' ' + c.title)) {
            r.rank = wider->score + recency - notInTitle;
        } else {
            continue;
        }
        if (!r.command.possible) r.rank -= notPossible;
        found.push_back(std::move(r));
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Ranked& a, const Ranked& b) { return a.rank > b.rank; });
    std::vector<ListedCommand> list;
    for (Ranked& r : found) list.push_back(std::move(r.command));
    return list;
}

QStringList recentCommands()
{
    return settings::recentCommands().get();
}

void rememberCommand(const Commands& commands, const QString& id)
{
    using Group = Command::Group;
    const Command* command = commands.find(id);
    if (!command || command->group == Group::play || command->group == Group::time ||
        id == QLatin1String("palette"))
        return;
    QStringList recent = recentCommands();
    recent.removeAll(id);
    recent.prepend(id);
    settings::recentCommands().set(recent.mid(0, mostRecent));
}

}  // namespace stampede::ui
