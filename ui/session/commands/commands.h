#pragma once

#include <QObject>
#include <QStringList>

#include <functional>
#include <map>
#include <vector>

class QAction;
class QShortcut;
class QWidget;

namespace stampede::ui {

/// One thing that a person can ask the program to do.
struct Command {
    /// Where it stands in menus, in the palette and in the list of keys.
    enum class Group { play, time, show, choose, file, edit, learn, window, help };

    QString id;  ///< "step-forward": never shown, never translated
    Group group = Group::play;
    QString title;     ///< "One event forward"
    QStringList keys;  ///< "Right", "Ctrl+Shift+P": as QKeySequence::fromString takes them
    std::function<void()> act;
    /// empty: always; what is not possible now is grey, and its keys are free for others
    std::function<bool()> possible;
    int section = 0;                    ///< menus draw a line between sections of a group
    std::function<bool()> chosen = {};  ///< for a choice that can be in force: whether it is; menus mark it
    QAction* action = nullptr;          ///< what menus show of it; made and owned by Commands
    bool isPossible() const { return !possible || possible(); }
};
QString groupTitle(Command::Group group);

/// All that can be asked for, in one place: keys act on it, menus and the command palette list it. A key may
/// belong to several commands; the newest that is possible gets it.
///
/// A single key (without Ctrl, Alt or a function key) acts wherever what has the focus has no use for it:
/// text fields keep all of them, sliders and lists those that move in them, buttons Space and Return. Escape
/// gives the focus back to the window.
class Commands : public QObject {
    Q_OBJECT

public:
    /// Keys act while `window` is active.
    explicit Commands(QWidget& window);

    /// REQUIRES: no command has this id yet.
    void add(Command command);
    /// As long as `gate` says no to a command, it is not possible, whatever it says of itself: a question
    /// that is open takes away what would give its answer away.
    void setGate(std::function<bool(const Command&)> gate) { gate_ = std::move(gate); }
    const std::vector<Command>& all() const { return commands_; }
    /// nullptr when there is none.
    const Command* find(const QString& id) const;
    /// For what is named after something that changes, such as a file. One without a title is listed nowhere.
    void setTitle(const QString& id, const QString& title);
    /// Actions say how it is now: whether they are possible, and in force. Called before a menu is shown.
    void refreshActions();
    /// Does it, if there is one and it is possible. Returns whether it was.
    bool run(const QString& id);

signals:
    /// It has been done, by key or by run().
    void done(const QString& id);

private:
    void act(const Command& command);
    void listen(const QString& key);
    void pressed(const QString& key);
    void focusMoved(QWidget* now);

    QWidget& window_;
    std::function<bool(const Command&)> gate_;
    std::vector<Command> commands_;
    std::map<QString, QShortcut*> shortcuts_;  ///< by key
};

}  // namespace stampede::ui
