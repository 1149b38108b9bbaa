#include "ui/live/live_desk.h"

#include "ui/live/connect_dialog.h"
#include "ui/session/commands/commands.h"
#include "ui/session/session.h"

namespace stampede::ui {

LiveDesk::LiveDesk(const Desk& desk, QWidget& window) : QObject(&window), desk_(desk), window_(window)
{
    addCommands();
}

void LiveDesk::addCommands()
{
    using Group = Command::Group;
    Session& s = desk_.session;
    Commands& c = desk_.commands;
    const auto live = [&s] { return s.live().phase != LiveState::Phase::none; };
    c.add({"world-simulated",
           Group::choose,
           tr("World: simulated Redis"),
           {},
           [&s] { s.setWorld(QStringLiteral("simulated")); },
           {}});
    c.add({"world-live",
           Group::choose,
           tr("World: live Redis, started for this"),
           {},
           [&s] { s.world() == QLatin1String("live") ? s.runAgain() : s.setWorld(QStringLiteral("live")); },
           {}});
    c.add({"connect-redis",
           Group::choose,
           tr("World: connect to a Redis server …"),
           {},
           [this] { ask(); },
           {}});
    c.add({"live-stop",
           Group::play,
           tr("Stop the live run"),
           {},
           [&s] { s.stopLive(); },
           [&s] { return s.live().goesOn(); }});
    c.add({"live-run-again", Group::play, tr("Run again, live"), {"Ctrl+R"}, [&s] { s.runAgain(); }, live});
}

void LiveDesk::ask(const QString& address)
{
    if (dialog_) return dialog_->raise();
    dialog_ = new ConnectDialog(desk_.session.scenario(), &window_);
    dialog_->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog_, &QDialog::accepted, this,
            [this] { desk_.session.setWorld(QString::fromStdString(dialog_->address())); });
    dialog_->open();
    if (address.isEmpty()) return;
    dialog_->setAddress(address);
    dialog_->look();
}

ConnectDialog* LiveDesk::dialog() const
{
    return dialog_;
}

}  // namespace stampede::ui
