#pragma once

#include "ui/views/desk.h"
#include "ui/views/views.h"

namespace stampede::ui {

class ComparePage : public Page {
    Q_OBJECT

public:
    explicit ComparePage(const Desk& desk, QWidget* parent = nullptr);

private:
    Desk desk_;
};

}  // namespace stampede::ui
