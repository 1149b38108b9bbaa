#include "ui/window/main_window.h"

#include "ui/controls/control_panel.h"
#include "ui/headline/headline.h"
#include "ui/inspector/side_panel.h"
#include "ui/session/session.h"
#include "ui/theme/theme.h"
#include "ui/topbar/top_bar.h"
#include "ui/tracks/track_area.h"
#include "ui/transport/transport.h"
#include "ui/window/keyboard.h"
#include "ui/window/trouble_bar.h"
#include "ui/workbench/workbench.h"

#include <QCloseEvent>
#include <QHBoxLayout>
#include <QSettings>
#include <QVBoxLayout>

namespace stampede::ui {

namespace {

const QString geometrySetting = QStringLiteral("window/geometry");

QFrame* rule()
{
    auto* line = new QFrame;
    line->setProperty("look", "rule");
    line->setFixedWidth(1);
    return line;
}

}  // namespace

MainWindow::MainWindow(Session& session, Workbench& workbench, QWidget* parent) : QWidget(parent), session_(session)
{
    setWindowTitle(tr("Stampede Lab"));
    setFocusPolicy(Qt::ClickFocus);  // a click beside a field leaves it, so that single keys act again
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    topBar_ = new TopBar(session, workbench);
    column->addWidget(topBar_);

    auto* middle = new QHBoxLayout;
    middle->setSpacing(0);
    controls_ = new ControlPanel(session, workbench);
    middle->addWidget(controls_);
    middle->addWidget(rule());
    middle->addWidget(makeCentre(), 1);
    sideRule_ = rule();
    middle->addWidget(sideRule_);
    side_ = new SidePanel(session);
    middle->addWidget(side_);
    column->addLayout(middle, 1);

    transport_ = new Transport(session);
    column->addWidget(transport_);
    new Keyboard(*this, session, workbench);
    connect(&session_, &Session::scenarioChanged, this,
            [this] { setWindowTitle(tr("%1 – Stampede Lab").arg(QString::fromStdString(session_.scenario().name))); });
}

QWidget* MainWindow::makeCentre()
{
    const Theme& t = theme();
    auto* centre = new QWidget;
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, t.px(4), 0, 0);
    column->setSpacing(0);
    // The track area has margins of its own, so that its cards can scroll to the edge.
    auto* above = new QVBoxLayout;
    above->setContentsMargins(t.px(16), 0, t.px(16), 0);
    headline_ = new Headline(session_);
    above->addWidget(headline_);
    above->addWidget(new TroubleBar(session_));
    column->addLayout(above);
    tracks_ = new TrackArea(session_, centre);
    column->addWidget(tracks_, 1);
    return centre;
}

/// The pictures come first: the side panel is there when they keep enough width.
void MainWindow::resizeEvent(QResizeEvent*)
{
    const bool room = width() >= controls_->sizeHint().width() + side_->sizeHint().width() + theme().px(880);
    side_->setVisible(room);
    sideRule_->setVisible(room);
}

void MainWindow::restoreGeometryFromSettings()
{
    const QByteArray saved = QSettings().value(geometrySetting).toByteArray();
    if (saved.isEmpty() || !restoreGeometry(saved)) resize(1440, 900);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    QSettings().setValue(geometrySetting, saveGeometry());
    event->accept();
}

}  // namespace stampede::ui
