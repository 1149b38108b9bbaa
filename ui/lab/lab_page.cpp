#include "ui/lab/lab_page.h"

#include "ui/lab/commands/fault_commands.h"
#include "ui/lab/commands/time_commands.h"
#include "ui/lab/commands/track_commands.h"
#include "ui/lab/controls/control_panel.h"
#include "ui/lab/controls/pinned_controls.h"
#include "ui/lab/headline/headline.h"
#include "ui/lab/headline/mark_chips.h"
#include "ui/lab/headline/story_strip.h"
#include "ui/live/live_bar.h"
#include "ui/live/versus_panel.h"
#include "ui/look/theme/theme.h"
#include "ui/look/widgets/rule.h"
#include "ui/session/commands/commands.h"
#include "ui/session/session.h"
#include "ui/session/trouble_bar.h"
#include "ui/session/views/views.h"
#include "ui/session/workbench/workbench.h"
#include "ui/tracks/track_area.h"

#include <QHBoxLayout>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace stampede::ui {

LabPage::LabPage(const Context& context, QWidget* parent) : Page(parent), context_(context)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(0);
    controls_ = new ControlPanel(context.session, context.workbench);
    row->addWidget(controls_);
    rule_ = verticalRule();
    row->addWidget(rule_);
    row->addWidget(makeCentre(context), 1);
    context.commands.add({"story-cause",
                          Command::Group::time,
                          tr("To the cause that the story names"),
                          {},
                          [this] { story_->goToCause(); },
                          [this] { return context_.views.current() == View::lab && story_->hasCause(); }});
    context.commands.add({"simulated-vs-live",
                          Command::Group::show,
                          tr("Simulated vs live"),
                          {"V"},
                          [this] {
                              context_.views.go(View::lab);
                              showVersus(!showsVersus());
                          },
                          [this] {
                              return showsVersus() ||
                                     (context_.session.showsLiveRun() && !context_.session.run()->partial &&
                                      !context_.session.masked());
                          }});
    // What it shows must not outlive the run it is about, nor give an answer away.
    connect(&context.session, &Session::runChanged, this, [this] {
        if (showsVersus() && !context_.session.showsLiveRun()) showVersus(false);
    });
    connect(&context.session, &Session::maskedChanged, this, [this](bool masked) {
        if (masked) showVersus(false);
    });
    connect(&context.workbench, &Workbench::opening, this, [this] { showVersus(false); });
    connect(&context.views, &Views::presentingChanged, this, &LabPage::present);
    connect(&context.views, &Views::guestChanged, this, &LabPage::showControls);
    present(context.views.presenting());
}

QWidget* LabPage::makeCentre(const Context& context)
{
    const Theme& t = theme();
    auto* centre = new QWidget;
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, t.px(4), 0, 0);
    column->setSpacing(0);
    // The track area has margins of its own, so that its cards can scroll to the edge.
    above_ = new QVBoxLayout;
    above_->setContentsMargins(t.px(16), 0, t.px(16), 0);
    headline_ = new Headline(context.session);
    above_->addWidget(headline_);
    story_ = new StoryStrip(context.session);
    above_->addWidget(story_);
    above_->addWidget(new MarkChips(context));
    above_->addWidget(new TroubleBar(context.session));
    liveBar_ = new LiveBar(context);
    above_->addWidget(liveBar_);
    pinned_ = new PinnedControls(context.session, context.workbench);
    above_->addWidget(pinned_);
    column->addLayout(above_);
    tracks_ = new TrackArea(context.session, centre);
    middle_ = new QStackedWidget;
    middle_->addWidget(tracks_);
    column->addWidget(middle_, 1);
    addTrackCommands(context, *tracks_);
    addTimeCommands(context);
    addFaultCommands(context);
    return centre;
}

/// In front of a class the pinned parameters stand in a row, and all others are away.
void LabPage::present(bool on)
{
    presenting_ = on;
    placeStory(on);
    showControls();
}

/// In front of a class it stands where subtitles do.
void LabPage::placeStory(bool asSubtitle)
{
    auto* column = static_cast<QVBoxLayout*>(story_->parentWidget()->layout());
    above_->removeWidget(story_);
    column->removeWidget(story_);
    if (asSubtitle)
        column->addWidget(story_);
    else
        above_->insertWidget(above_->indexOf(headline_) + 1, story_);
    story_->setSubtitle(asSubtitle);
}

void LabPage::setControlsFolded(bool folded)
{
    folded_ = folded;
    showControls();
}

bool LabPage::showsVersus() const
{
    return versus_ && middle_->currentWidget() == versus_;
}

void LabPage::showVersus(bool on)
{
    if (on && !versus_) {
        versus_ = new VersusPanel(context_);
        middle_->addWidget(versus_);
        connect(versus_, &VersusPanel::left, this, [this] { showVersus(false); });
        connect(&versus_->versus(), &Versus::settledNow, this, &LabPage::settledNow);
    }
    middle_->setCurrentWidget(on ? static_cast<QWidget*>(versus_) : tracks_);
}

bool LabPage::settled() const
{
    return !versus_ || versus_->versus().settled();
}

/// The pictures come first: the parameters are there when the tracks keep enough width.
void LabPage::showControls()
{
    const bool shown = !folded_ && !presenting_ && width() >= controls_->sizeHint().width() + theme().px(620);
    controls_->setVisible(shown);
    rule_->setVisible(shown);
    // A lesson that takes their room may ask for them.
    pinned_->setVisible(presenting_ || (!shown && context_.views.guest()));
}

void LabPage::resizeEvent(QResizeEvent* event)
{
    showControls();
    Page::resizeEvent(event);
}

}  // namespace stampede::ui
