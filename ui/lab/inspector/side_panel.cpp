#include "ui/lab/inspector/side_panel.h"

#include "core/analysis/why.h"
#include "core/strategy/catalogue.h"
#include "ui/lab/inspector/request_finder.h"
#include "ui/lab/inspector/section.h"
#include "ui/lab/inspector/state_model.h"
#include "ui/lab/inspector/text_rows.h"
#include "ui/look/theme/icons.h"
#include "ui/look/theme/theme.h"
#include "ui/look/words/call_text.h"
#include "ui/look/words/format.h"
#include "ui/look/words/strategy_words.h"
#include "ui/session/session.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace stampede::ui {

SidePanel::SidePanel(const Context& context, QWidget* parent)
    : QWidget(parent), context_(context), session_(context.session)
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
    sections_ = new SectionColumn;
    scroll_->setWidget(sections_);
    column->addWidget(scroll_, 1);
    masked_ = new QLabel(tr("Hidden until the question is answered."));
    masked_->setProperty("look", "muted");
    masked_->setWordWrap(true);
    masked_->setAlignment(Qt::AlignCenter);
    masked_->hide();
    column->addWidget(masked_, 1);
    arrangeSizes();
    connectSections();
    connect(&reader_, &CallReader::changed, this, &SidePanel::takeReading);
    connect(&reader_, &CallReader::settledNow, this, &SidePanel::settledNow);
    connect(&session_, &Session::runChanged, this, &SidePanel::takeRun);
    connect(&session_, &Session::selectionChanged, this, &SidePanel::takeSelection);
    connect(&session_.playback(), &Playback::playheadChanged, this, &SidePanel::follow);
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

void SidePanel::connectSections()
{
    connect(sections_, &SectionColumn::heightChanged, this, &SidePanel::arrangePage);
    connect(sections_, &SectionColumn::toggled, this, [this] {
        follow();
        arrangePage();
    });
    for (Section* section : sections_->all()) connectRows(section->rows());
    connect(story(), &TextRows::rowActivated, this, [this](int row) {
        const CallReading* reading = reader_.reading();
        if (!reading || row >= int(reading->steps.size())) return;
        session_.playback().setPlaying(false);
        session_.playback().setPlayhead(reading->steps[std::size_t(row)].at);
    });
    connect(suggestions(), &TextRows::rowActivated, this, [this](int row) {
        if (row < 0 || row >= int(suggested_.size())) return;
        const auto act = suggested_[std::size_t(row)].act;  // it may change what is suggested
        act(context_.workbench);
    });
}

void SidePanel::connectRows(TextRows* rows)
{
    connect(rows, &TextRows::callHovered, &session_, &Session::hover);
    connect(rows, &TextRows::callActivated, &session_, &Session::select);
    connect(rows, &TextRows::showPlease, this, [this, rows](QRect area) {
        const QPoint at = rows->mapTo(scroll_->widget(), area.center());
        scroll_->ensureVisible(at.x(), at.y(), 0, area.height() + theme().px(12));
    });
    connect(&session_, &Session::hoverChanged, rows, &TextRows::setHovered);
    connect(&session_.playback(), &Playback::playingChanged, rows, &TextRows::setGrowsOnly);
}

TextRows* SidePanel::state() const
{
    return sections_->state->rows();
}
TextRows* SidePanel::story() const
{
    return sections_->story->rows();
}
TextRows* SidePanel::code() const
{
    return sections_->code->rows();
}
TextRows* SidePanel::why() const
{
    return sections_->why->rows();
}
TextRows* SidePanel::suggestions() const
{
    return sections_->next->rows();
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

void SidePanel::arrangePage()
{
    sections_->arrange(scroll_->width());
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
    codeRows_.write(code_for(run->scenario.strategy, run->scenario.instances.workers > 0));
    takeSelection();
}

void SidePanel::takeSelection()
{
    const RunPtr run = session_.run();
    if (!run) return;
    for (TextRows* rows : {state(), why()}) rows->setGrowsOnly(false);
    reader_.read(run, session_.selected());
}

void SidePanel::takeReading()
{
    const CallId call = session_.selected();
    sections_->story->setTitle(call.is_nobody() ? tr("No request selected") : callText(call));
    if (const CallReading* reading = reader_.reading())
        storyRows_.tell(reading->steps, reading->run->content().length());
    else
        storyRows_.say(reader_.busy() ? tr("Reading …")
                                      : tr("Click a request in any picture, or type its number above."));
    codeRows_.forget();
    follow();
}

void SidePanel::follow()
{
    const RunPtr run = session_.run();
    if (!run || !isVisibleTo(window())) return;
    showState(*run);
    showCall();
    showWhy(*run);
    if (!session_.playback().playing()) showSuggestions(*run);
}

void SidePanel::showState(const Run& run)
{
    sections_->state->setTitle(
        tr("State at %1").arg(clockText(session_.playback().playhead(), run.content().length())));
    if (sections_->state->isOpen())
        state()->setRows(stateRows(run, session_.selected(), session_.playback().playhead()));
}

/// The story of the selected call, and where it is in the strategy.
void SidePanel::showCall()
{
    const Instant t = session_.playback().playhead();
    if (auto rows = storyRows_.at(t)) story()->setRows(std::move(*rows));
    const CallReading* reading = reader_.reading();
    if (auto rows = codeRows_.at(reading ? &reading->walk : nullptr, t)) code()->setRows(std::move(*rows));
}

void SidePanel::showWhy(const Run& run)
{
    const CallReading* reading = reader_.reading();
    if (!reading) {
        const NamedStrategy* named = find_strategy(run.scenario.strategy.name);
        const QString about = named ? aboutText(*named)
                                    : tr("A strategy of your own: when, who and meanwhile are chosen above.");
        return why()->setRows(sentenceRow({{about, Tone::plain, {}}}));
    }
    const Evidence evidence{*reading->run->recording, reading->run->scenario, reading->run->timeline,
                            reading->run->standing};
    why()->setRows(sentenceRow(spansOf(why_at(evidence, reading->trail, session_.playback().playhead()))));
}

void SidePanel::showSuggestions(const Run& run)
{
    suggested_ = suggestionsFor(run, session_.selected(), session_.playback().playhead());
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
