#pragma once

#include "ui/look/overlay/overlay.h"
#include "ui/shell/palette/command_list.h"

class QAbstractItemView;
class QLineEdit;
class QListWidget;

namespace stampede::ui {

/// Everything that can be asked for, found by typing a few letters of it. Enter does what is marked.
class CommandPalette : public Overlay {
    Q_OBJECT

public:
    CommandPalette(Commands& commands, QWidget* window);

    void open() override;
    /// The ids that are listed now, in order.
    QStringList listedIds() const;

protected:
    QRect card() const override;
    void arrange() override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fill();
    void take();
    void step(int by);

    Commands& commands_;
    QLineEdit* field_ = nullptr;
    QListWidget* list_ = nullptr;
    std::vector<ListedCommand> listed_;
    QRect card_;
};

}  // namespace stampede::ui
