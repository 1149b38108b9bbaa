#include "ui/session/commands/commands.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QButtonGroup>
#include <QComboBox>
#include <QKeySequence>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QShortcut>
#include <QTextEdit>

#include <algorithm>

namespace stampede::ui {

namespace {

bool isSingle(const QKeySequence& keys)
{
    const QKeyCombination first = keys[0];
    if (first.keyboardModifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) return false;
    const Qt::Key key = first.key();
    return key != Qt::Key_PageUp && key != Qt::Key_PageDown && !(key >= Qt::Key_F1 && key <= Qt::Key_F35);
}

bool isEditor(const QWidget* focus)
{
    if (const auto* text = qobject_cast<const QTextEdit*>(focus)) return !text->isReadOnly();
    if (const auto* text = qobject_cast<const QPlainTextEdit*>(focus)) return !text->isReadOnly();
    return qobject_cast<const QLineEdit*>(focus) || qobject_cast<const QAbstractSpinBox*>(focus) ||
           qobject_cast<const QComboBox*>(focus);
}

/// Does what has the focus need this key for itself?
bool takes(const QWidget* focus, const QKeySequence& keys)
{
    if (!focus || !isSingle(keys)) return false;
    const Qt::Key key = keys[0].key();
    if (isEditor(focus)) return true;
    if (qobject_cast<const QAbstractSlider*>(focus) || qobject_cast<const QAbstractItemView*>(focus))
        return key != Qt::Key_Escape;
    const auto* button = qobject_cast<const QAbstractButton*>(focus);
    if (!button) return false;
    // Arrows choose among buttons of which one is pressed.
    const bool oneOfSeveral = button->group() && button->group()->exclusive();
    if (oneOfSeveral && key >= Qt::Key_Left && key <= Qt::Key_Down) return true;
    return key == Qt::Key_Space || key == Qt::Key_Return || key == Qt::Key_Enter;
}

}  // namespace

QString groupTitle(Command::Group group)
{
    switch (group) {
    case Command::Group::play: return Commands::tr("Play");
    case Command::Group::time: return Commands::tr("Time");
    case Command::Group::show: return Commands::tr("Show");
    case Command::Group::choose: return Commands::tr("Choose");
    case Command::Group::file: return Commands::tr("File");
    case Command::Group::edit: return Commands::tr("Edit");
    case Command::Group::learn: return Commands::tr("Learn");
    case Command::Group::window: return Commands::tr("Window");
    case Command::Group::help: return Commands::tr("Help");
    }
    return {};
}

Commands::Commands(QWidget& window) : QObject(&window), window_(window)
{
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) { focusMoved(now); });
}

void Commands::add(Command command)
{
    Q_ASSERT(!find(command.id));
    for (const QString& key : command.keys) listen(key);
    command.possible = [this, id = command.id, group = command.group, own = std::move(command.possible)] {
        return (!gate_ || gate_({id, group, {}, {}, {}, {}})) && (!own || own());
    };
    commands_.push_back(std::move(command));
}

const Command* Commands::find(const QString& id) const
{
    const auto found =
        std::find_if(commands_.begin(), commands_.end(), [&](const Command& c) { return c.id == id; });
    return found == commands_.end() ? nullptr : &*found;
}

void Commands::setTitle(const QString& id, const QString& title)
{
    for (Command& command : commands_)
        if (command.id == id) command.title = title;
}

bool Commands::run(const QString& id)
{
    const Command* command = find(id);
    if (!command || !command->isPossible()) return false;
    act(*command);
    return true;
}

void Commands::act(const Command& command)
{
    const auto toDo = command.act;  // it may add commands
    const QString id = command.id;
    toDo();
    emit done(id);
}

void Commands::listen(const QString& key)
{
    if (shortcuts_.contains(key)) return;
    auto* shortcut = new QShortcut(QKeySequence(key), &window_);
    connect(shortcut, &QShortcut::activated, this, [this, key] { pressed(key); });
    shortcuts_[key] = shortcut;
}

void Commands::pressed(const QString& key)
{
    for (std::size_t i = commands_.size(); i-- > 0;) {
        if (!commands_[i].keys.contains(key) || !commands_[i].isPossible()) continue;
        return act(commands_[i]);
    }
}

void Commands::focusMoved(QWidget* now)
{
    for (const auto& [key, shortcut] : shortcuts_) shortcut->setEnabled(!takes(now, shortcut->key()));
}

}  // namespace stampede::ui
