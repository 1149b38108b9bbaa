#pragma once

#include <QStringList>

#include <vector>

namespace stampede::ui {

class Commands;

/// A command as the palette lists it.
struct ListedCommand {
    QString id, title, group, keys;
    bool possible = true;
    bool recent = false;
    std::vector<int> lit;  ///< letters of the title that were typed
};

/// What fits what somebody types, the best first. With nothing typed: what was used last (`recent`, ids),
/// then all by group.
std::vector<ListedCommand> listCommands(const Commands& commands, const QString& typed,
                                        const QStringList& recent);

/// Ids of what was done last, the newest first; kept in the settings. What is done again and again by a
/// single key, such as a step, is not remembered: it would push out the rest.
QStringList recentCommands();
void rememberCommand(const Commands& commands, const QString& id);

}  // namespace stampede::ui
