#pragma once

#include <QStringList>

#include <vector>

namespace stampede::ui {

class Commands;

/// The list of all keys, as data: groups with their lines, in the order in which they are shown.
struct KeyLine {
    QStringList keys;  ///< one or more ways to ask for it
    QString what;
    QStringList standsFor;  ///< every key that this line is about: those of a row of keys too
};
struct KeyGroup {
    QString title;
    std::vector<KeyLine> lines;
};

/// Commands that have a key. A row of keys that choose from a list (1 to 9, Ctrl+1 to Ctrl+0, the answers of
/// a question) is one line.
std::vector<KeyGroup> keyTable(const Commands& commands);

}  // namespace stampede::ui
