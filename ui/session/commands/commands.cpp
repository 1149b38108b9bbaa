#include "ui/session/commands/commands.h"

#include "ui/look/widgets/key_caps.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QAction>
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
    return !(first.key() >= Qt::Key_F1 && first.key() <= Qt::Key_F35);
}

bool isEditor(const QWidget* focus)
{
    if (const auto* text = qobject_cast<const QTextEdit*>(focus)) return !text->isReadOnly();
    if (const auto* text = qobject_cast<const QPlainTextEdit*>(focus)) return !text->isReadOnly();
    if (const auto* box = qobject_cast<const QComboBox*>(focus)) return box->isEditable();
    return qobject_cast<const QAbstractSpinBox*>(focus) != nullptr;
}

bool turnsPages(Qt::Key key)
{
    return key == Qt::Key_PageUp || key == Qt::Key_PageDown;
}

bool movesInside(Qt::Key key)
{
    return (key >= Qt::Key_Left && key <= Qt::Key_Down) || turnsPages(key) || key == Qt::Key_Home ||
           key == Qt::Key_End;
}

bool presses(Qt::Key key)
{
    return key == Qt::Key_Space || key == Qt::Key_Return || key == Qt::Key_Enter;
}

/// Does what has the focus need this key for itself? The page keys are those of a presenter's remote: what
/// has no pages lets them pass.
bool keeps(const QWidget* focus, const QKeySequence& keys)
{
    if (!focus || !isSingle(keys)) return false;
    const Qt::Key key = keys[0].key();
    if (qobject_cast<const QLineEdit*>(focus)) return !turnsPages(key);
    if (isEditor(focus)) return true;
    if (qobject_cast<const QAbstractSlider*>(focus)) return movesInside(key) && !turnsPages(key);
    if (qobject_cast<const QAbstractItemView*>(focus) || qobject_cast<const QComboBox*>(focus))
        return movesInside(key) || presses(key);
    const auto* button = qobject_cast<const QAbstractButton*>(focus);
    if (!button) return false;
    // Arrows choose among buttons of which one is pressed.
    const bool oneOfSeveral = button->group() && button->group()->exclusive();
    return presses(key) || (oneOfSeveral && key >= Qt::Key_Left && key <= Qt::Key_Down);
}

/// Whether the focus lies in something that is moved by keys, from which Escape leads back.
bool isHeld(const QWidget* focus)
{
    return focus && keeps(focus, QKeySequence(Qt::Key_Left)) && !qobject_cast<const QAbstractButton*>(focus);
}

/// The menus of these are called as their titles begin: "Scenario: Product page".
bool repeatsMenu(const Command& command)
{
    for (const char* prefix : {"preset-", "strategy-", "theme-", "recent-", "pause-on-", "break-"})
        if (command.id.startsWith(QLatin1String(prefix))) return true;
    return false;
}

/// The title as menus show it. The key stands there to be read; acting on it is the commands' own business.
QString menuText(const Command& command)
{
    const qsizetype colon = repeatsMenu(command) ? command.title.indexOf(QLatin1String(": ")) : -1;
    QString text = colon < 0 ? command.title : command.title.mid(colon + 2);
    if (colon >= 0 && !command.id.startsWith(QLatin1String("recent-"))) text[0] = text[0].toUpper();
    text.replace(u'&', QStringLiteral("&&"));
    return command.keys.isEmpty() ? text : text + u'\t' + keyText(command.keys.first());
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
    command.action = new QAction(menuText(command), this);
    command.action->setObjectName(command.id);
    command.action->setCheckable(bool(command.chosen));
    connect(command.action, &QAction::triggered, this, [this, id = command.id] { run(id); });
    commands_.push_back(std::move(command));
}

void Commands::refreshActions()
{
    for (const Command& command : commands_) {
        command.action->setEnabled(command.isPossible());
        command.action->setChecked(command.chosen && command.chosen());
    }
}

const Command* Commands::find(const QString& id) const
{
    const auto found =
        std::find_if(commands_.begin(), commands_.end(), [&](const Command& c) { return c.id == id; });
    return found == commands_.end() ? nullptr : &*found;
}

void Commands::setTitle(const QString& id, const QString& title)
{
    for (Command& command : commands_) {
        if (command.id != id) continue;
        command.title = title;
        command.action->setText(menuText(command));
    }
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
    if (QKeySequence(key) == QKeySequence(Qt::Key_Escape) && isHeld(QApplication::focusWidget()))
        return window_.setFocus();
    for (std::size_t i = commands_.size(); i-- > 0;) {
        if (!commands_[i].keys.contains(key) || !commands_[i].isPossible()) continue;
        return act(commands_[i]);
    }
}

void Commands::focusMoved(QWidget* now)
{
    for (const auto& [key, shortcut] : shortcuts_) shortcut->setEnabled(!keeps(now, shortcut->key()));
}

}  // namespace stampede::ui
