#include "ui/lab/lab_page.h"

#include "ui/commands/track_commands.h"
#include "ui/controls/control_panel.h"
#include "ui/headline/headline.h"
#include "ui/session/session.h"
#include "ui/theme/theme.h"
#include "ui/tracks/track_area.h"
#include "ui/widgets/rule.h"
#include "ui/window/trouble_bar.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace stampede::ui {

LabPage::LabPage(const Desk& desk, QWidget* parent) : Page(parent)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(0);
    controls_ = new ControlPanel(desk.session, desk.workbench);
    row->addWidget(controls_);
    rule_ = verticalRule();
    row->addWidget(rule_);
    row->addWidget(makeCentre(desk), 1);
}

QWidget* LabPage::makeCentre(const Desk& desk)
{
    const Theme& t = theme();
    auto* centre = new QWidget;
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, t.px(4), 0, 0);
    column->setSpacing(0);
    // The track area has margins of its own, so that its cards can scroll to the edge.
    auto* above = new QVBoxLayout;
    above->setContentsMargins(t.px(16), 0, t.px(16), 0);
    headline_ = new Headline(desk.session);
    above->addWidget(headline_);
    above->addWidget(new TroubleBar(desk.session));
    column->addLayout(above);
    tracks_ = new TrackArea(desk.session, centre);
    column->addWidget(tracks_, 1);
    addTrackCommands(desk, *tracks_);
    return centre;
}

void LabPage::setControlsFolded(bool folded)
{
    folded_ = folded;
    showControls();
}

/// The pictures come first: the parameters are there when the tracks keep enough width.
void LabPage::showControls()
{
    const bool shown = !folded_ && width() >= controls_->sizeHint().width() + theme().px(620);
    controls_->setVisible(shown);
    rule_->setVisible(shown);
}

void LabPage::resizeEvent(QResizeEvent* event)
{
    showControls();
    Page::resizeEvent(event);
}

}  // namespace stampede::ui
