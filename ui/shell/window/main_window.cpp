#include "ui/shell/window/main_window.h"

#include "ui/files/document/file_commands.h"
#include "ui/files/export/export_commands.h"
#include "ui/lab/commands/lab_commands.h"
#include "ui/lab/controls/control_panel.h"
#include "ui/lab/inspector/side_panel.h"
#include "ui/lab/transport/transport.h"
#include "ui/live/world_commands.h"
#include "ui/look/overlay/toast.h"
#include "ui/look/settings/settings.h"
#include "ui/look/theme/theme.h"
#include "ui/session/session.h"
#include "ui/session/workbench/workbench.h"
#include "ui/shell/accessibility/announcer.h"
#include "ui/shell/accessibility/focus_order.h"
#include "ui/shell/accessibility/spoken.h"
#include "ui/shell/accessibility/table_dialog.h"
#include "ui/shell/help/help_commands.h"
#include "ui/shell/presentation/presentation.h"
#include "ui/shell/topbar/top_bar.h"
#include "ui/shell/window/right_side.h"
#include "ui/study/compare/compare_page.h"
#include "ui/study/explore/explore_page.h"
#include "ui/teach/learn/learn_commands.h"
#include "ui/teach/learn/learn_page.h"
#include "ui/teach/lesson/lesson_player.h"

#include <QCloseEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace stampede::ui {

MainWindow::MainWindow(Session& session, Workbench& workbench, QWidget* parent)
    : QWidget(parent), commands_(*this), context_{session, workbench, commands_, views_}
{
    installSpokenViews();
    setFocusPolicy(Qt::ClickFocus);  // a click beside a field leaves it, so that single keys act again
    addLabCommands(context_);
    addViewCommands(context_);
    addTableCommand(context_, *this);
    addHelpCommands(context_, *this);
    live_ = new WorldCommands(context_, *this);
    files_ = new FileCommands(context_, *this);
    lessons_ = new LessonPlayer(context_, this);
    connect(lessons_, &LessonPlayer::failed, this,
            [this](const QString& sentence) { Toast::complain(this, sentence); });
    addLearnCommands(context_, [this] { return static_cast<LearnPage*>(page(View::learn)); });
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    topBar_ = new TopBar(context_);
    column->addWidget(topBar_);

    auto* middle = new QHBoxLayout;
    middle->setSpacing(0);
    pages_ = new QStackedWidget;
    middle->addWidget(pages_, 1);
    side_ = new SidePanel(context_);
    right_ = new RightSide(*side_, views_);
    middle->addWidget(right_);
    column->addLayout(middle, 1);

    transport_ = new Transport(context_);
    column->addWidget(transport_);
    lab_ = static_cast<LabPage*>(page(View::lab));
    new Announcer(session, *lab_->headline(), *lab_->story(), this);

    connect(&session, &Session::settledNow, this, &MainWindow::tellSettled);
    connect(side_, &SidePanel::settledNow, this, &MainWindow::tellSettled);
    connect(right_, &RightSide::inspectorToggled, this, &MainWindow::arrange);
    addInspectorCommands(context_, *right_, *side_);
    connect(&views_, &Views::changed, this, &MainWindow::showPage);
    connect(&views_, &Views::presentingChanged, this, &MainWindow::arrange);
    exports_ = new ExportCommands(
        context_, *this, [this] { return page(views_.current()); },
        [this](const QString& proposal, const QString& filter) {
            return files_->whereToSave(proposal, filter);
        });
    presentation_ = new Presentation(context_, *this);
    connect(&views_, &Views::guestChanged, this, &MainWindow::placeGuest);
}

Page* MainWindow::makePage(View view)
{
    switch (view) {
    case View::lab: return new LabPage(context_);
    case View::compare: return new ComparePage(context_);
    case View::explore: return new ExplorePage(context_);
    case View::learn: return new LearnPage(context_, *lessons_);
    }
    return nullptr;
}

Page* MainWindow::page(View view)
{
    Page*& made = made_[view];
    if (made) return made;
    made = makePage(view);
    pages_->addWidget(made);
    connect(made, &Page::settledNow, this, &MainWindow::tellSettled);
    return made;
}

void MainWindow::showPage(View view)
{
    pages_->setCurrentWidget(page(view));
    arrange();
    tellSettled();
}

void MainWindow::placeGuest(QWidget* panel)
{
    right_->setGuest(panel);
    arrange();
}

/// The pictures come first: in a narrow window the parameters make room for the inspector.
void MainWindow::arrange()
{
    const View view = views_.current();
    const bool narrow =
        width() < lab_->controls()->sizeHint().width() + side_->sizeHint().width() + theme().px(810);
    right_->arrange(view == View::lab && !views_.presenting(), narrow);
    lab_->setControlsFolded(narrow && right_->inspectorShown());
    transport_->setVisible(page(view)->hasTransport());
}

/// Parts come and go: the order is that of what is there now.
bool MainWindow::focusNextPrevChild(bool next)
{
    return moveFocus(*this, next);
}

bool MainWindow::settled()
{
    return context_.session.settled() && side_->settled() && page(views_.current())->settled();
}

void MainWindow::tellSettled()
{
    if (settled()) emit settledNow();
}

void MainWindow::resizeEvent(QResizeEvent*)
{
    arrange();
}

/// What no field has wanted for itself: Escape gives the focus back to the picture.
void MainWindow::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && !hasFocus()) return setFocus();
    QWidget::keyPressEvent(event);
}

void MainWindow::restoreGeometryFromSettings()
{
    const QByteArray saved = settings::windowGeometry().get();
    if (saved.isEmpty() || !restoreGeometry(saved)) resize(1440, 900);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (!files_->mayLeave(true)) return event->ignore();
    settings::windowGeometry().set(saveGeometry());
    event->accept();
}

}  // namespace stampede::ui
