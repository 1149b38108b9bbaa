#include "ui/study/explore/explore_page.h"

#include "core/strategy/catalogue.h"
#include "ui/look/theme/theme.h"
#include "ui/look/words/strategy_words.h"
#include "ui/session/session.h"
#include "ui/session/trouble_bar.h"
#include "ui/study/explore/map_card.h"
#include "ui/study/explore/menu_line.h"
#include "ui/study/explore/metric_choice.h"
#include "ui/study/explore/seed_cards.h"
#include "ui/study/explore/strategies_card.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QScrollArea>
#include <QTimer>
#include <QVBoxLayout>

namespace stampede::ui {

ExplorePage::ExplorePage(const Context& context, QWidget* parent)
    : Page(parent), context_(context), seeds_(context.session),
      strategies_(context.session, context.workbench), heat_(context.session)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(makeHead());
    auto* trouble = new QHBoxLayout;
    trouble->setContentsMargins(theme().px(16), 0, theme().px(16), 0);
    trouble->addWidget(new TroubleBar(context.session));
    column->addLayout(trouble);
    column->addWidget(makeCards(), 1);
    listenTo(seeds_);
    listenTo(strategies_);
    listenTo(heat_);
    connect(&context_.session, &Session::maskedChanged, this, &ExplorePage::tell);
    fillMetrics();
    setMetric(metric_);
    tell();
    fit();
}

QWidget* ExplorePage::makeHead()
{
    auto* box = new QWidget;
    head_ = new QHBoxLayout(box);
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    title_ = new QLabel;
    note_ = new QLabel;
    note_->setProperty("look", "small");
    words->addWidget(title_);
    words->addWidget(note_);
    head_->addLayout(words, 1);
    metricMenu_ = addMenu(head_, tr("figure"), "metric");
    return box;
}

QWidget* ExplorePage::makeCards()
{
    auto* scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto* inside = new QWidget;
    cards_ = new QBoxLayout(QBoxLayout::LeftToRight, inside);
    spread_ = new SpreadCard(seeds_);
    strategiesCard_ = new StrategiesCard(strategies_);
    band_ = new BandCard(seeds_);
    map_ = new MapCard(context_, heat_);
    auto* left = new QVBoxLayout;
    left->addWidget(spread_, 4);
    left->addWidget(strategiesCard_, 4);
    left->addWidget(band_, 3);
    cards_->addLayout(left, 1);
    cards_->addWidget(map_, 1);
    scroll->setWidget(inside);
    return scroll;
}

void ExplorePage::listenTo(Study& study)
{
    connect(&study, &Study::changed, this, &ExplorePage::tell);
    connect(&study, &Study::settledNow, this, &ExplorePage::tellSettled);
}

Histogram* ExplorePage::histogram() const
{
    return spread_->histogram();
}

HeatMap* ExplorePage::map() const
{
    return map_->map();
}

void ExplorePage::fillMetrics()
{
    QMenu* menu = metricMenu_->menu();
    QMenu* more = nullptr;
    for (const MetricChoice& m : metricChoices()) {
        if (!m.usual && !more) more = menu->addMenu(tr("More"));
        QAction* action = (m.usual ? menu : more)->addAction(m.title);
        connect(action, &QAction::triggered, this, [this, path = m.path] { setMetric(path); });
    }
}

void ExplorePage::setMetric(const std::string& path)
{
    metric_ = path;
    metricMenu_->setText(metricTitle(path));
    metricMenu_->updateGeometry();
    spread_->setMetric(path);
    strategiesCard_->setMetric(path);
    map_->setMetric(path);
}

bool ExplorePage::settled() const
{
    return seeds_.settled() && strategies_.settled() && heat_.settled();
}

void ExplorePage::tellSettled()
{
    if (settled()) emit settledNow();
}

void ExplorePage::tell()
{
    const bool masked = context_.session.masked();
    for (ChartCard* card : std::initializer_list<ChartCard*>{spread_, strategiesCard_, band_, map_})
        card->setVisible(!masked);
    const StrategySpec& strategy = context_.session.scenario().strategy;
    const NamedStrategy* named = find_strategy(strategy.name);
    title_->setText(tr("From one run to many: %1, %2")
                        .arg(QString::fromStdString(context_.session.scenario().name),
                             named ? nameText(*named) : tr("a strategy of your own")));
    note_->setText(masked ? tr("Hidden until you have predicted.")
                          : tr("What luck does to a figure, and what two numbers do to it."));
}

void ExplorePage::fit()
{
    const Theme& t = theme();
    const int gap = t.px(10);
    head_->setContentsMargins(t.px(16), t.px(10), t.px(16), t.px(8));
    head_->setSpacing(t.px(8));
    title_->setFont(t.strong);
    cards_->setContentsMargins(t.px(16), 0, t.px(16), t.px(14));
    cards_->setSpacing(gap);
    cards_->itemAt(0)->layout()->setSpacing(gap);
    const bool wide = width() >= t.px(860);
    cards_->setDirection(wide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

void ExplorePage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    fit();
}

void ExplorePage::changeEvent(QEvent* event)
{
    Page::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && cards_) QTimer::singleShot(0, this, &ExplorePage::fit);
}

void ExplorePage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    seeds_.setWatched(true);
    strategies_.setWatched(true);
    heat_.setWatched(true);
}

void ExplorePage::hideEvent(QHideEvent* event)
{
    Page::hideEvent(event);
    seeds_.setWatched(false);
    strategies_.setWatched(false);
    heat_.setWatched(false);
}

}  // namespace stampede::ui
