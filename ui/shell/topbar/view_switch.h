#pragma once

#include <QWidget>

#include "ui/session/views/views.h"

class QPushButton;

namespace stampede::ui {

/// The views as a row of buttons, one of them pressed.
class ViewSwitch : public QWidget {
    Q_OBJECT

public:
    explicit ViewSwitch(Views& views, QWidget* parent = nullptr);
    QPushButton* button(View view) const { return buttons_[static_cast<std::size_t>(view)]; }

private:
    QPushButton* buttons_[4] = {};
};

}  // namespace stampede::ui
