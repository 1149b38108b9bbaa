#pragma once

#include <QLabel>

namespace stampede::ui {

class Session;

/// Says in words why the newest run could not be made, until one can.
class TroubleBar : public QLabel {
    Q_OBJECT

public:
    explicit TroubleBar(Session& session, QWidget* parent = nullptr);
};

}  // namespace stampede::ui
