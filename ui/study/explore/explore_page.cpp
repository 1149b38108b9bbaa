#include "ui/study/explore/explore_page.h"

#include "core/strategy/catalogue.h"
#include "ui/look/charts/chart_card.h"
#include "ui/look/theme/theme.h"
#include "ui/look/widgets/menu_button.h"
#include "ui/look/words/format.h"
#include "ui/session/session.h"
#include "ui/session/trouble_bar.h"
#include "ui/session/workbench/workbench.h"
#include "ui/study/explore/band_chart.h"
#include "ui/study/explore/heat_map.h"
#include "ui/study/explore/histogram.h"
#include "ui/study/explore/metric_choice.h"
#include "ui/study/explore/whisker_chart.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QScrollArea>
#include <QTimer>
#include <QVBoxLayout>

namespace stampede::ui {

namespace {

/// A menu button with a word in front that says what it chooses.
MenuButton* addMenu(QBoxLayout* line, const QString& word, const char* name)
{
    auto* label = new QLabel(word);
    label->setProperty("look", "muted");
    auto* button = new MenuButton;
    button->setObjectName(name);
    button->setAccessibleName(word);
    button->setMenu(new QMenu(button));
    label->setBuddy(button);
    line->addWidget(label);
    line->addWidget(button);
    return button;
}

}  // namespace

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
    auto* scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto* inside = new QWidget;
    cards_ = new QBoxLayout(QBoxLayout::LeftToRight, inside);
    auto* left = new QVBoxLayout;
    histogram_ = new Histogram(seeds_);
    histogramCard_ = new ChartCard(QString(), histogram_, [this] { return seeds_.table(metric_); });
    left->addWidget(histogramCard_, 4);
    whiskers_ = new WhiskerChart(strategies_);
    whiskerCard_ = new ChartCard(QString(), whiskers_, [this] { return strategies_.table(metric_); });
    left->addWidget(whiskerCard_, 4);
    band_ = new BandChart(seeds_);
    bandCard_ = new ChartCard(tr("Queries at once, over time"), band_, [this] { return seeds_.bandTable(); });
    left->addWidget(bandCard_, 3);
    cards_->addLayout(left, 1);
    cards_->addWidget(makeMap(), 1);
    scroll->setWidget(inside);
    column->addWidget(scroll, 1);
    connect(&seeds_, &SeedStudy::changed, this, &ExplorePage::tell);
    connect(&strategies_, &StrategyStudy::changed, this, &ExplorePage::tell);
    connect(&strategies_, &StrategyStudy::settledNow, this, &ExplorePage::tellSettled);
    connect(&heat_, &HeatStudy::changed, this, &ExplorePage::tell);
    connect(&seeds_, &SeedStudy::settledNow, this, &ExplorePage::tellSettled);
    connect(&heat_, &HeatStudy::settledNow, this, &ExplorePage::tellSettled);
    connect(map_, &HeatMap::pointed, this, &ExplorePage::tell);
    connect(map_, &HeatMap::opened, this, &ExplorePage::openCell);
    connect(&context_.session, &Session::maskedChanged, this, &ExplorePage::tell);
    fillMetrics();
    setMetric(metric_);
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

QWidget* ExplorePage::makeMap()
{
    auto* chart = new QWidget;
    auto* column = new QVBoxLayout(chart);
    column->setContentsMargins({});
    auto* axes = new QHBoxLayout;
    xMenu_ = addMenu(axes, tr("across"), "x-axis");
    axes->addSpacing(theme().px(8));
    yMenu_ = addMenu(axes, tr("up"), "y-axis");
    axes->addStretch(1);
    column->addLayout(axes);
    map_ = new HeatMap(heat_);
    column->addWidget(map_, 1);
    mapCard_ = new ChartCard(QString(), chart, [this] { return heat_.table(metric_); });
    return mapCard_;
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
    histogram_->setMetric(path);
    whiskers_->setMetric(path);
    map_->setMetric(path);
    tell();
}

void ExplorePage::fillAxes()
{
    const auto fill = [this](MenuButton* button, const std::optional<Parameter>& chosen, bool across) {
        if (!chosen) return;
        button->setText(chosen->label);
        button->updateGeometry();
        button->menu()->clear();
        for (const Parameter& p : heat_.candidates()) {
            QAction* action = button->menu()->addAction(p.label);
            connect(action, &QAction::triggered, this, [this, path = p.path, across] {
                (across ? xPath_ : yPath_) = path;
                heat_.setAxes(xPath_, yPath_);
            });
        }
    };
    const Scenario& s = context_.session.scenario();
    const QString now = shapeOf(s) + QString::fromStdString(s.strategy.name) +
                        (heat_.x() ? heat_.x()->path : QString()) + (heat_.y() ? heat_.y()->path : QString());
    if (std::exchange(axesFor_, now) == now) return;
    fill(xMenu_, heat_.x(), true);
    fill(yMenu_, heat_.y(), false);
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
    for (QWidget* card : {static_cast<QWidget*>(histogramCard_), static_cast<QWidget*>(whiskerCard_),
                          static_cast<QWidget*>(bandCard_), static_cast<QWidget*>(mapCard_)})
        card->setVisible(!masked);
    const StrategySpec& strategy = context_.session.scenario().strategy;
    const NamedStrategy* named = find_strategy(strategy.name);
    title_->setText(tr("From one run to many: %1, %2")
                        .arg(QString::fromStdString(context_.session.scenario().name),
                             named ? QString::fromStdString(named->name) : tr("a strategy of your own")));
    note_->setText(masked ? tr("Hidden until you have predicted.")
                          : tr("What luck does to a figure, and what two numbers do to it."));
    if (seeds_.wanted() > 0)
        histogramCard_->setTitle(tr("%1 over %2 seeds").arg(metricTitle(metric_), countText(seeds_.known())));
    else
        histogramCard_->setTitle(tr("%1 over seeds").arg(metricTitle(metric_)));
    const QString computing = seeds_.known() < seeds_.wanted()
                                  ? tr("%1 more to come; ").arg(countText(seeds_.wanted() - seeds_.known()))
                                  : QString();
    histogramCard_->setNote(seeds_.trouble().isEmpty() ? computing + histogram_->words() : seeds_.trouble());
    whiskerCard_->setTitle(tr("%1 under every strategy").arg(metricTitle(metric_)));
    whiskerCard_->setNote(
        tr("The same %1 seeds each. Dot: the mean; thick: its 95 % interval; thin: all runs.")
            .arg(strategies_.seeds()));
    bandCard_->setNote(
        tr("Line: the median run. Band: nine of ten runs. Dotted: seed %1.").arg(seeds_.scenario().seed));
    mapCard_->setTitle(
        heat_.x() && heat_.y()
            ? tr("%1 over %2 and %3").arg(metricTitle(metric_), heat_.x()->label, heat_.y()->label)
            : tr("%1 over two parameters").arg(metricTitle(metric_)));
    const QString state = heat_.done() < heat_.total()
                              ? tr("%1 of %2 runs…").arg(heat_.done()).arg(heat_.total())
                              : tr("A run a cell, seed %1. ○ the lab's; click a cell to open its run there.")
                                    .arg(context_.session.scenario().seed);
    mapCard_->setNote(map_->words().isEmpty() ? state : map_->words());
    histogramCard_->refresh();
    whiskerCard_->refresh();
    bandCard_->refresh();
    mapCard_->refresh();
    fillAxes();
}

/// One step of undo, and on to its run.
void ExplorePage::openCell(int column, int row)
{
    const double x = heat_.xs()[std::size_t(column)], y = heat_.ys()[std::size_t(row)];
    const Parameter across = *heat_.x(), up = *heat_.y();
    context_.workbench.change([&](Scenario& s) {
        across.set(s, x);
        up.set(s, y);
    });
    context_.views.go(View::lab);
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
