#include "ui/lab/inspector/side_panel.h"

#include "core/analysis/why.h"
#include "core/strategy/catalogue.h"
#include "ui/lab/inspector/request_finder.h"
#include "ui/lab/inspector/section.h"
#include "ui/lab/inspector/state_model.h"
#include "ui/lab/inspector/text_rows.h"
#include "ui/look/theme/icons.h"
#include "ui/look/theme/theme.h"
#include "ui/look/words/format.h"
#include "ui/session/session.h"
#include "ui/tracks/call_text.h"

#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPointer>
#include <QPushButton>
#include <QScrollArea>
#include <QThreadPool>
#include <QVBoxLayout>

#include <algorithm>

namespace stampede::ui {

namespace {

constexpr std::size_t longestStory = 200;
constexpr std::size_t readAtOnce = 300'000;  // events

/// Fine enough to tell the ends of a round trip apart.
QString storyTime(Instant t, Duration length)
{
    return clockText(t, length, length < std::chrono::seconds(2) ? 3 : 4);
}

std::vector<TextRow> oneRow(std::vector<TextSpan> spans, bool muted = false)
{
    TextRow row;
    row.spans = std::move(spans);
    row.muted = muted;
    return {std::move(row)};
}

}  // namespace

struct SidePanel::Told {
    RunPtr run;
    Trail trail;
    std::vector<ExplainedStep> steps;
    CodeWalk walk;
};

std::shared_ptr<const SidePanel::Told> SidePanel::tell(const RunPtr& run, CallId call)
{
    auto told = std::make_shared<Told>();
    told->run = run;
    told->trail = trail_of(*run->recording, call);
    told->steps = story_of(*run->recording, run->scenario, told->trail, &run->timeline);
    if (told->steps.size() > longestStory) told->steps.resize(longestStory);
    told->walk = CodeWalk(code_for(run->scenario.strategy, run->scenario.instances.workers > 0),
                          *run->recording, told->trail);
    return told;
}

SidePanel::SidePanel(const Desk& desk, QWidget* parent) : QWidget(parent), desk_(desk), session_(desk.session)
{
    setObjectName("side-panel");
    setAccessibleName(tr("State at the playhead, and the selected request"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(makeHeader());
    scroll_ = new QScrollArea;
    scroll_->setProperty("look", "panel");
    scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll_->setFrameShape(QFrame::NoFrame);
    scroll_->setFocusPolicy(Qt::NoFocus);
    scroll_->setWidget(makePage());
    column->addWidget(scroll_, 1);
    masked_ = new QLabel(tr("Hidden until the question is answered."));
    masked_->setProperty("look", "muted");
    masked_->setWordWrap(true);
    masked_->setAlignment(Qt::AlignCenter);
    masked_->hide();
    column->addWidget(masked_, 1);
    arrangeSizes();
    connect(&session_, &Session::runChanged, this, &SidePanel::takeRun);
    connect(&session_, &Session::selectionChanged, this, &SidePanel::takeSelection);
    connect(&session_, &Session::playheadChanged, this, &SidePanel::follow);
    connect(&session_, &Session::maskedChanged, this, &SidePanel::showMask);
    takeRun();
}

QWidget* SidePanel::makeHeader()
{
    auto* header = new QWidget;
    auto* row = new QHBoxLayout(header);
    finder_ = new RequestFinder(session_);
    row->addWidget(finder_, 1);
    close_ = new QPushButton;
    close_->setObjectName("close-inspector");
    close_->setProperty("look", "flat");
    close_->setAccessibleName(tr("Hide the inspector"));
    close_->setToolTip(tr("Hide the inspector (I)"));
    close_->setFocusPolicy(Qt::TabFocus);
    connect(close_, &QPushButton::clicked, this, &SidePanel::closeAsked);
    row->addWidget(close_);
    return header;
}

QWidget* SidePanel::makePage()
{
    using Look = TextRows::Look;
    auto* page = new QWidget;
    page->setAutoFillBackground(true);
    page->setBackgroundRole(QPalette::Base);
    const auto add = [&](const char* id, const QString& title, Look look) {
        auto* rows = new TextRows(look, title);
        connectRows(rows);
        auto* section = new Section(QLatin1String(id), title, rows, page);
        connect(section, &Section::toggled, this, [this] {
            follow();
            arrangePage();
        });
        return section;
    };
    state_ = add("state", tr("State"), Look::table);
    story_ = add("story", tr("No request selected"), Look::table);
    code_ = add("code", tr("Where it is in the strategy"), Look::code);
    why_ = add("why", tr("Why"), Look::prose);
    try_ = add("try", tr("Try next"), Look::choices);
    connect(story_->rows(), &TextRows::rowActivated, this, [this](int row) {
        if (!told_ || row >= int(told_->steps.size())) return;
        session_.setPlaying(false);
        session_.setPlayhead(told_->steps[std::size_t(row)].at);
    });
    connect(try_->rows(), &TextRows::rowActivated, this, [this](int row) {
        if (row < 0 || row >= int(suggested_.size())) return;
        const auto act = suggested_[std::size_t(row)].act;  // it may change what is suggested
        act(desk_.workbench);
    });
    return page;
}

void SidePanel::connectRows(TextRows* rows)
{
    connect(rows, &TextRows::heightChanged, this, &SidePanel::arrangePage);
    connect(rows, &TextRows::callHovered, &session_, &Session::hover);
    connect(rows, &TextRows::callActivated, this, &SidePanel::showCallIfAny);
    connect(rows, &TextRows::showPlease, this, [this, rows](QRect area) {
        const QPoint at = rows->mapTo(scroll_->widget(), area.center());
        scroll_->ensureVisible(at.x(), at.y(), 0, area.height() + theme().px(12));
    });
    connect(&session_, &Session::hoverChanged, rows, &TextRows::setHovered);
    connect(&session_, &Session::playingChanged, rows, &TextRows::setGrowsOnly);
}

void SidePanel::showCallIfAny(CallId call)
{
    session_.select(call);
}

TextRows* SidePanel::state() const
{
    return state_->rows();
}
TextRows* SidePanel::story() const
{
    return story_->rows();
}
TextRows* SidePanel::code() const
{
    return code_->rows();
}
TextRows* SidePanel::why() const
{
    return why_->rows();
}
TextRows* SidePanel::suggestions() const
{
    return try_->rows();
}
bool SidePanel::settled() const
{
    return !reading_;
}

QSize SidePanel::sizeHint() const
{
    return {theme().px(340), theme().px(400)};
}

void SidePanel::arrangeSizes()
{
    const Theme& t = theme();
    setFixedWidth(sizeHint().width());
    auto* header = static_cast<QHBoxLayout*>(finder_->parentWidget()->layout());
    header->setContentsMargins(t.px(14), t.px(10), t.px(8), t.px(4));
    header->setSpacing(t.px(6));
    close_->setIcon(icon(Icon::chevronRight, t.muted));
    close_->setIconSize(QSize(t.px(14), t.px(14)));
}

/// One below the other. The bar's room is kept free, so that nothing is wrapped anew when it comes.
void SidePanel::arrangePage()
{
    if (arranging_ || !try_) return;
    arranging_ = true;
    const Theme& t = theme();
    const int left = t.px(14), width = scroll_->width() - left - t.px(18);
    int y = t.px(6);
    for (Section* section : {state_, story_, code_, why_, try_}) {
        const int height = section->arrange(width);
        section->setGeometry(left, y, width, height);
        y += height + t.px(11);
    }
    scroll_->widget()->resize(scroll_->width() - t.px(10), y + t.px(3));
    arranging_ = false;
}

void SidePanel::resizeEvent(QResizeEvent*)
{
    layout()->activate();
    arrangePage();
}

void SidePanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && close_ && scroll_) {
        arrangeSizes();
        arrangePage();
        update();
    }
}

void SidePanel::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(rect(), theme().panel);
}

/// While it is hidden it follows nothing.
void SidePanel::showEvent(QShowEvent*)
{
    follow();
    arrangePage();
}

void SidePanel::showMask()
{
    scroll_->setVisible(!session_.masked());
    finder_->setEnabled(!session_.masked());
    masked_->setVisible(session_.masked());
}

void SidePanel::takeRun()
{
    const RunPtr run = session_.run();
    if (!run) return;
    written_ = code_for(run->scenario.strategy, run->scenario.instances.workers > 0);
    codeRows_.clear();
    for (const CodeLine& line : written_.lines) {
        TextRow row;
        row.spans = spansOf(line.text);
        row.indent = line.indent;
        codeRows_.push_back(std::move(row));
    }
    takeSelection();
}

void SidePanel::takeSelection()
{
    const RunPtr run = session_.run();
    if (!run) return;
    const CallId call = session_.selected();
    const int request = ++asked_;
    reading_ = false;
    for (TextRows* rows : {state(), why()}) rows->setGrowsOnly(false);
    if (call.is_nobody() || run->recording->events.size() <= readAtOnce)
        return takeTold(call.is_nobody() ? nullptr : tell(run, call));
    // Reading millions of events takes longer than a frame.
    takeTold(nullptr);
    reading_ = true;
    QThreadPool::globalInstance()->start([panel = QPointer<SidePanel>(this), run, call, request] {
        QMetaObject::invokeMethod(qApp, [panel, told = tell(run, call), request] {
            if (!panel || panel->asked_ != request) return;
            panel->reading_ = false;
            panel->takeTold(told);
            emit panel->settledNow();
        });
    });
}

void SidePanel::takeTold(std::shared_ptr<const Told> told)
{
    told_ = std::move(told);
    shownPlace_.reset();
    if (const RunPtr run = session_.run()) writeStory(*run);
    const CallId call = session_.selected();
    story_->setTitle(call.is_nobody() ? tr("No request selected") : callText(call));
    follow();
}

void SidePanel::follow()
{
    const RunPtr run = session_.run();
    if (!run || !isVisibleTo(window())) return;
    showState(*run);
    showStory();
    showCode();
    showWhy(*run);
    if (!session_.playing()) showSuggestions(*run);
}

void SidePanel::showState(const Run& run)
{
    state_->setTitle(tr("State at %1").arg(clockText(session_.playhead(), run.content().length())));
    if (state_->isOpen()) state()->setRows(stateRows(run, session_.selected(), session_.playhead()));
}

/// As it is before anything of it has happened.
void SidePanel::writeStory(const Run& run)
{
    storyRows_.clear();
    shownStory_ = SIZE_MAX;
    if (!told_) {
        const bool reading = reading_ && !session_.selected().is_nobody();
        storyRows_ = oneRow(
            {{reading ? tr("Reading …") : tr("Click a request in any picture, or type its number above."),
              Tone::plain,
              {}}},
            true);
        return;
    }
    for (const ExplainedStep& step : told_->steps) {
        TextRow row;
        row.left = storyTime(step.at, run.content().length());
        row.spans = spansOf(step.marked);
        row.muted = true;
        row.active = true;
        row.tip = tr("Go to this instant");
        storyRows_.push_back(std::move(row));
    }
    if (storyRows_.empty())
        storyRows_ =
            oneRow({{tr("It left no trace: it was there when the run began."), Tone::plain, {}}}, true);
}

/// What is still to come stays muted.
void SidePanel::showStory()
{
    const Instant t = session_.playhead();
    std::size_t past = 0;
    bool exactly = false;
    if (told_) {
        const auto& steps = told_->steps;
        const auto after = std::partition_point(steps.begin(), steps.end(),
                                                [t](const ExplainedStep& s) { return s.at <= t; });
        past = static_cast<std::size_t>(after - steps.begin());
        exactly = past > 0 && steps[past - 1].at == t;
    }
    if (past == shownStory_ && exactly == shownExactly_) return;
    shownStory_ = past;
    shownExactly_ = exactly;
    std::vector<TextRow> rows = storyRows_;
    for (std::size_t i = 0; i < past; ++i) {
        rows[i].muted = false;
        rows[i].changed = told_->steps[i].at == t;
    }
    story()->setRows(std::move(rows));
}

void SidePanel::showCode()
{
    const CodeWalk::Place place = told_ ? told_->walk.at(session_.playhead()) : CodeWalk::Place{};
    if (shownPlace_ == place) return;
    shownPlace_ = place;
    const std::vector<bool> passed = told_ ? told_->walk.passed(session_.playhead()) : std::vector<bool>{};
    std::vector<TextRow> rows = codeRows_;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].lit = int(i) == place.line;
        rows[i].passed = i < passed.size() && passed[i];
        rows[i].muted = place.over && rows[i].lit;
    }
    code()->setRows(std::move(rows));
}

void SidePanel::showWhy(const Run& run)
{
    if (!told_) {
        const NamedStrategy* named = find_strategy(run.scenario.strategy.name);
        const QString about = named ? QString::fromStdString(named->about)
                                    : tr("A strategy of your own: when, who and meanwhile are chosen above.");
        return why()->setRows(oneRow({{about, Tone::plain, {}}}));
    }
    const Evidence evidence{*told_->run->recording, told_->run->scenario, told_->run->timeline,
                            told_->run->standing};
    why()->setRows(oneRow(spansOf(why_at(evidence, told_->trail, session_.playhead()))));
}

void SidePanel::showSuggestions(const Run& run)
{
    suggested_ = suggestionsFor(run, session_.selected(), session_.playhead());
    std::vector<TextRow> rows;
    for (const Suggestion& s : suggested_) {
        TextRow row;
        row.spans = {{s.title, Tone::plain, {}}};
        row.active = true;
        row.tip = s.tip;
        rows.push_back(std::move(row));
    }
    suggestions()->setRows(std::move(rows));
}

}  // namespace stampede::ui
