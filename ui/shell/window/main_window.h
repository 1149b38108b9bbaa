#pragma once

#include <QWidget>

#include "ui/lab/lab_page.h"
#include "ui/session/commands/commands.h"
#include "ui/session/views/context.h"
#include "ui/session/views/views.h"

#include <map>

class QStackedWidget;

namespace stampede::ui {

class FileCommands;
class LessonPlayer;
class RightSide;
class WorldCommands;
class ExportCommands;
class Presentation;
class SidePanel;
class TopBar;
class Transport;

/// Where the parts are put together: the top bar, the page of the current view, the panel at the right, the
/// transport. Holds no state of its own besides the window's.
class MainWindow : public QWidget {
    Q_OBJECT

public:
    MainWindow(Session& session, Workbench& workbench, QWidget* parent = nullptr);

    Commands& commands() { return commands_; }
    Views& views() { return views_; }
    Presentation& presentation() { return *presentation_; }
    FileCommands& files() { return *files_; }
    LessonPlayer& lessons() { return *lessons_; }
    ExportCommands& exports() { return *exports_; }
    TopBar* topBar() const { return topBar_; }
    LabPage* lab() const { return lab_; }
    ControlPanel* controls() const { return lab_->controls(); }
    Headline* headline() const { return lab_->headline(); }
    TrackArea* tracks() const { return lab_->tracks(); }
    SidePanel* side() const { return side_; }
    Transport* transport() const { return transport_; }
    WorldCommands& live() { return *live_; }
    /// The page of a view; made when it is first asked for.
    Page* page(View view);

    /// Nothing is being computed for what is shown.
    bool settled();

    void restoreGeometryFromSettings();

signals:
    void settledNow();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool focusNextPrevChild(bool next) override;

private:
    Page* makePage(View view);
    void showPage(View view);
    void placeGuest(QWidget* panel);
    void arrange();
    void tellSettled();

    Commands commands_;
    Views views_;
    Context context_;
    FileCommands* files_ = nullptr;
    LessonPlayer* lessons_ = nullptr;
    WorldCommands* live_ = nullptr;
    ExportCommands* exports_ = nullptr;
    Presentation* presentation_ = nullptr;
    TopBar* topBar_ = nullptr;
    LabPage* lab_ = nullptr;
    SidePanel* side_ = nullptr;
    Transport* transport_ = nullptr;
    QStackedWidget* pages_ = nullptr;
    RightSide* right_ = nullptr;
    std::map<View, Page*> made_;
};

}  // namespace stampede::ui
