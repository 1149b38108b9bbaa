#include "ui/inspector/side_panel.h"

#include "ui/session/session.h"
#include "ui/text/format.h"
#include "ui/theme/theme.h"
#include "ui/tracks/call_text.h"

#include <QApplication>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QPointer>
#include <QThreadPool>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace stampede::ui {

namespace {

constexpr std::size_t longestStory = 200;
constexpr std::size_t readAtOnce = 300'000;   // events

QLabel* caption()
{
    auto* label = new QLabel;
    label->setProperty("look", "caption");
    return label;
}

/// Fine enough to tell the ends of a round trip apart.
QString storyTime(Instant t, Duration length)
{
    return clockText(t, length, length < std::chrono::seconds(2) ? 3 : 4);
}

void setMuted(QLabel* label, bool muted)
{
    QPalette p = label->palette();
    p.setColor(QPalette::WindowText, muted ? theme().muted : theme().ink);
    label->setPalette(p);
}

}  // namespace

SidePanel::SidePanel(Session& session, QWidget* parent) : QScrollArea(parent), session_(session)
{
    setObjectName("side-panel");
    setProperty("look", "panel");
    setAccessibleName(tr("State at the playhead and story of the selected request"));
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    build();
    connect(&session_, &Session::runChanged, this, &SidePanel::tellStory);
    connect(&session_, &Session::selectionChanged, this, &SidePanel::tellStory);
    connect(&session_, &Session::playheadChanged, this, &SidePanel::showPlayhead);
}

QSize SidePanel::sizeHint() const
{
    return {theme().px(316), theme().px(400)};
}

void SidePanel::changeEvent(QEvent* event)
{
    QScrollArea::changeEvent(event);
    // Not now: the change is on its way through the very widgets that would go.
    if (event->type() == QEvent::PaletteChange && widget()) QTimer::singleShot(0, this, &SidePanel::build);
}

void SidePanel::build()
{
    const Theme& t = theme();
    setFixedWidth(sizeHint().width());
    stateRows_.clear();
    storyRows_.clear();
    state_.clear();
    auto* page = new QWidget;
    page->setAutoFillBackground(true);
    page->setBackgroundRole(QPalette::Base);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(t.px(16), t.px(16), t.px(14), t.px(16));
    column->setSpacing(t.px(8));
    const auto grid = [&] {
        auto* g = new QGridLayout;
        g->setHorizontalSpacing(t.px(10));
        g->setVerticalSpacing(t.px(6));
        g->setColumnStretch(1, 1);
        g->setColumnMinimumWidth(0, t.px(70));
        column->addLayout(g);
        return g;
    };
    stateTitle_ = caption();
    column->addWidget(stateTitle_);
    stateGrid_ = grid();
    column->addSpacing(t.px(14));
    storyTitle_ = caption();
    column->addWidget(storyTitle_);
    hint_ = new QLabel(tr("Click one to read its story."));
    hint_->setProperty("look", "muted");
    hint_->setWordWrap(true);
    column->addWidget(hint_);
    storyGrid_ = grid();
    column->addStretch(1);
    setWidget(page);
    tellStory();
}

SidePanel::Row SidePanel::addRow(QGridLayout* grid, int row, const QString& left, const QString& right)
{
    Row r{new QLabel(left), new QLabel(right)};
    r.left->setProperty("look", "muted");
    r.left->setAlignment(Qt::AlignRight | Qt::AlignTop);
    r.right->setWordWrap(true);
    r.right->setTextFormat(Qt::PlainText);
    r.right->setTextInteractionFlags(Qt::TextSelectableByMouse);
    r.right->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    grid->addWidget(r.left, row, 0);
    grid->addWidget(r.right, row, 1);
    return r;
}

void SidePanel::showState()
{
    const RunPtr run = session_.run();
    if (!run) return;
    const QString time = clockText(session_.playhead(), run->content().length());
    stateTitle_->setText(tr("STATE AT %1").arg(time));
    const std::vector<StateLine> now = stateAt(*run, session_.selected(), session_.playhead());
    for (std::size_t i = 0; i < now.size(); ++i) {
        if (i >= stateRows_.size()) stateRows_.push_back(addRow(stateGrid_, int(i), now[i].about, now[i].text));
        if (i < state_.size() && state_[i] == now[i]) continue;
        stateRows_[i].left->setText(now[i].about);
        stateRows_[i].right->setText(now[i].text);
    }
    state_ = now;
}

void SidePanel::tellStory()
{
    const RunPtr run = session_.run();
    for (const Row& row : storyRows_) {
        delete row.left;
        delete row.right;
    }
    storyRows_.clear();
    story_.clear();
    told_ = 0;
    const int request = ++asked_;
    if (run && run->recording->events.size() <= readAtOnce) return showStory(storyOf(*run, session_.selected()));
    showStory({});
    if (!run || session_.selected().is_nobody()) return;
    // Reading millions of events takes longer than a frame.
    QThreadPool::globalInstance()->start([panel = QPointer<SidePanel>(this), run, call = session_.selected(), request] {
        QMetaObject::invokeMethod(qApp, [panel, story = storyOf(*run, call), request] {
            if (panel && panel->asked_ == request) panel->showStory(story);
        });
    });
}

void SidePanel::showStory(std::vector<StoryLine> story)
{
    const RunPtr run = session_.run();
    story_ = std::move(story);
    if (story_.size() > longestStory) story_.resize(longestStory);
    const bool selected = !session_.selected().is_nobody();
    storyTitle_->setText(selected ? callText(session_.selected()).toUpper() : tr("NO REQUEST SELECTED"));
    hint_->setVisible(!selected);
    for (std::size_t i = 0; i < story_.size(); ++i)
        storyRows_.push_back(addRow(storyGrid_, int(i), storyTime(story_[i].at, run->content().length()), story_[i].text));
    told_ = story_.size();
    for (const Row& row : storyRows_) setMuted(row.right, false);
    showPlayhead();
}

void SidePanel::showPlayhead()
{
    showState();
    const auto past = std::upper_bound(story_.begin(), story_.end(), session_.playhead(),
                                       [](Instant t, const StoryLine& line) { return t < line.at; });
    const auto told = static_cast<std::size_t>(past - story_.begin());
    for (std::size_t i = std::min(told, told_); i < std::max(told, told_); ++i) setMuted(storyRows_[i].right, i >= told);
    told_ = told;
}

}  // namespace stampede::ui
