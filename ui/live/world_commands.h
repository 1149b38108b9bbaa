#pragma once

#include <QObject>
#include <QPointer>

#include "ui/session/views/context.h"

namespace stampede::ui {

class ConnectDialog;

/// All that a person can ask of the worlds: choose one, connect to a server, stop a live run and start it
/// again. Its commands live as long as it does.
class WorldCommands : public QObject {
    Q_OBJECT

public:
    /// Dialogs stand over `window`.
    WorldCommands(const Context& context, QWidget& window);

    /// Asks before somebody else's server is used, beginning with this address; an empty one: with none. With
    /// an address it is looked at at once.
    void ask(const QString& address = {});
    /// The dialog that is open, or nullptr.
    ConnectDialog* dialog() const;

private:
    void addCommands();

    Context context_;
    QWidget& window_;
    QPointer<ConnectDialog> dialog_;
};

}  // namespace stampede::ui
