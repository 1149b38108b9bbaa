#include "ui/live/world_commands.h"

#include "ui/live/connect_dialog.h"
#include "ui/session/commands/commands.h"
#include "ui/session/session.h"

namespace stampede::ui {

WorldCommands::WorldCommands(const Context& context, QWidget& window)
    : QObject(&window), context_(context), window_(window)
{
    addCommands();
}

void WorldCommands::addCommands()
{
    using Group = Command::Group;
    Session& s = context_.session;
    Commands& c = context_.commands;
    const auto live = [&s] { return s.live().state().phase != LiveState::Phase::none; };
    c.add({"world-simulated",
           Group::choose,
           tr("World: simulated Redis"),
           {},
           [&s] { s.setWorld(World::simulated()); },
           {}});
    c.add({"world-live",
           Group::choose,
           tr("World: live Redis, started for this"),
           {},
           [&s] { s.world().isPrivateLive() ? s.runAgain() : s.setWorld(World::privateLive()); },
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
           [&s] { s.live().stop(); },
           [&s] { return s.live().state().goesOn(); }});
    c.add({"live-run-again", Group::play, tr("Run again, live"), {"Ctrl+R"}, [&s] { s.runAgain(); }, live});
}

void WorldCommands::ask(const QString& address)
{
    if (dialog_) return dialog_->raise();
    dialog_ = new ConnectDialog(context_.session.scenario(), &window_);
    dialog_->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog_, &QDialog::accepted, this,
            [this] { context_.session.setWorld(World::redis(dialog_->address())); });
    dialog_->open();
    if (address.isEmpty()) return;
    dialog_->setAddress(address);
    dialog_->look();
}

ConnectDialog* WorldCommands::dialog() const
{
    return dialog_;
}

}  // namespace stampede::ui
