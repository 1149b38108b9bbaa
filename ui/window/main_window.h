#pragma once

#include <QWidget>

namespace stampede::ui {

class ControlPanel;
class Headline;
class Session;
class SidePanel;
class TopBar;
class TrackArea;
class Transport;
class Workbench;

/// The window: a place where the parts are put together. It owns no state but its geometry.
class MainWindow : public QWidget {
    Q_OBJECT

public:
    MainWindow(Session& session, Workbench& workbench, QWidget* parent = nullptr);

    Headline* headline() const { return headline_; }
    ControlPanel* controls() const { return controls_; }
    TopBar* topBar() const { return topBar_; }
    Transport* transport() const { return transport_; }
    TrackArea* tracks() const { return tracks_; }

    void restoreGeometryFromSettings();

protected:
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeCentre();

    Session& session_;
    TopBar* topBar_ = nullptr;
    ControlPanel* controls_ = nullptr;
    Headline* headline_ = nullptr;
    TrackArea* tracks_ = nullptr;
    Transport* transport_ = nullptr;
    SidePanel* side_ = nullptr;
    QWidget* sideRule_ = nullptr;
};

}  // namespace stampede::ui
