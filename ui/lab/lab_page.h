#pragma once

#include "ui/views/desk.h"
#include "ui/views/views.h"

namespace stampede::ui {

class ControlPanel;
class Headline;
class TrackArea;

/// The lab: parameters at the left; headline and tracks beside them.
class LabPage : public Page {
    Q_OBJECT

public:
    explicit LabPage(const Desk& desk, QWidget* parent = nullptr);

    ControlPanel* controls() const { return controls_; }
    Headline* headline() const { return headline_; }
    TrackArea* tracks() const { return tracks_; }
    /// Hides the parameters, for something else that needs their room.
    void setControlsFolded(bool folded);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeCentre(const Desk& desk);
    void showControls();

    ControlPanel* controls_ = nullptr;
    QWidget* rule_ = nullptr;
    Headline* headline_ = nullptr;
    TrackArea* tracks_ = nullptr;
    bool folded_ = false;
};

}  // namespace stampede::ui
