#include "ui/study/compare/card_grid.h"

#include <QEvent>
#include <QScrollArea>
#include <QScrollBar>
#include <QTimer>
#include <QVBoxLayout>

#include "ui/look/theme/kept_within.h"
#include "ui/look/theme/theme.h"
#include "ui/study/compare/strategy_card.h"

#include <algorithm>

namespace stampede::ui {

namespace {

constexpr double longEnough = 0.02;      ///< of the range, for a request to be seen as a line
constexpr std::size_t alwaysLanes = 60;  ///< so few requests are lanes, however short

/// Lanes where under some strategy the slowest requests take up some of the range, else columns: all pictures
/// are of one kind, to be compared.
bool lanesSuit(const std::vector<Contender>& contenders, const SharedRange& range)
{
    const double whole = milliseconds(range.until - range.from);
    return std::any_of(contenders.begin(), contenders.end(), [&](const Contender& c) {
        return c.hasPicture() && (c.run->recording->requests.size() <= alwaysLanes ||
                                  c.run->metrics.latency_ms.p99 >= longEnough * whole);
    });
}

}  // namespace

CardGrid::CardGrid(Session& session, Comparison& comparison, QWidget* parent)
    : QWidget(parent), session_(session), comparison_(comparison)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    ruler_ = new TimeRuler(session);
    column->addWidget(ruler_);
    scroll_ = new QScrollArea;
    scroll_->setFrameShape(QFrame::NoFrame);
    scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll_->setFocusPolicy(Qt::NoFocus);
    field_ = new QWidget;
    scroll_->setWidget(field_);
    scroll_->viewport()->installEventFilter(this);
    column->addWidget(scroll_, 1);
    drawing_ = new QTimer(this);
    drawing_->setInterval(0);
    connect(drawing_, &QTimer::timeout, this, &CardGrid::drawNext);
    connect(&comparison_, &Comparison::listed, this, &CardGrid::makeCards);
    connect(&comparison_, &Comparison::changed, this, &CardGrid::showAll);
    connect(&comparison_, &Comparison::arrived, this, &CardGrid::showAll);
    connect(&comparison_, &Comparison::settledNow, this, &CardGrid::chooseRange);
    connect(&session_, &Session::maskedChanged, this, [this] {
        for (StrategyCard* card : cards_) card->followMask();
    });
}

void CardGrid::makeCards()
{
    qDeleteAll(cards_);
    cards_.clear();
    for (std::size_t i = 0; i < comparison_.contenders().size(); ++i) {
        auto* card = new StrategyCard(session_, field_);
        connect(card, &StrategyCard::opened, this, [this, i] { emit opened(int(i)); });
        connect(card, &StrategyCard::outdated, drawing_, qOverload<>(&QTimer::start));
        cards_.push_back(card);
        card->show(comparison_.contenders()[i], 0, 0, false);
        card->setVisible(true);
    }
    arrange();
}

void CardGrid::showAll()
{
    const auto& contenders = comparison_.contenders();
    if (cards_.size() != contenders.size()) return;
    std::uint64_t fewest = UINT64_MAX, most = 0;
    for (const Contender& c : contenders) {
        if (!c.run) continue;
        fewest = std::min<std::uint64_t>(fewest, c.run->metrics.database.queries);
        most = std::max<std::uint64_t>(most, c.run->metrics.database.queries);
    }
    for (std::size_t i = 0; i < cards_.size(); ++i)
        cards_[i]->show(contenders[i], fewest, most, int(i) == comparison_.current());
    chooseRange();
}

/// While runs still come the axis only grows; when all are there it is fitted to them.
void CardGrid::chooseRange()
{
    std::vector<TimeRange> contents;
    for (const Contender& c : comparison_.contenders())
        if (c.hasPicture()) contents.push_back({c.run->extent().from, c.run->timeline.last_activity});
    if (contents.empty()) return;
    const bool all = comparison_.settled();
    if (all || range_ == SharedRange{}) range_ = steadied(range_, sharedRange(contents));
    emit ranged(range_);
    const bool lanes = lanesSuit(comparison_.contenders(), range_);
    ruler_->setRange(range_);
    for (StrategyCard* card : cards_) card->setRange(range_, lanes);
}

bool CardGrid::settled() const
{
    return std::none_of(cards_.begin(), cards_.end(),
                        [](const StrategyCard* card) { return card->needsDrawing(); });
}

void CardGrid::drawNext()
{
    const auto next = std::find_if(cards_.begin(), cards_.end(),
                                   [](const StrategyCard* card) { return card->needsDrawing(); });
    if (next != cards_.end()) return (*next)->draw();
    drawing_->stop();
    emit settledNow();
}

int CardGrid::columns() const
{
    return keptWithin(scroll_->viewport()->width() / theme().px(390), 1, 5);
}

int CardGrid::columnWidth() const
{
    const int gap = theme().px(10);
    return (scroll_->viewport()->width() - gap * columns()) / columns();
}

int CardGrid::columnLeft(int column) const
{
    return column * (columnWidth() + theme().px(10));
}

void CardGrid::arrange()
{
    if (cards_.empty()) return;
    const int gap = theme().px(10), view = scroll_->viewport()->height();
    const int across = columns(), rows = (int(cards_.size()) + across - 1) / across;
    const int least = cards_[0]->minimumSizeHint().height();
    const int height = keptWithin((view - gap * rows) / rows, least, theme().px(260));
    field_->resize(scroll_->viewport()->width(), rows * (height + gap));
    for (int i = 0; i < int(cards_.size()); ++i)
        cards_[std::size_t(i)]->setGeometry(columnLeft(i % across), (i / across) * (height + gap),
                                            columnWidth(), height);
    std::vector<std::pair<double, double>> plots;
    for (int c = 0; c < across; ++c)
        plots.emplace_back(columnLeft(c) + StrategyCard::margin(),
                           columnLeft(c) + columnWidth() - StrategyCard::margin());
    ruler_->setColumns(std::move(plots));
}

void CardGrid::resizeEvent(QResizeEvent*)
{
    arrange();
}

bool CardGrid::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == scroll_->viewport() && event->type() == QEvent::Resize) arrange();
    return QWidget::eventFilter(watched, event);
}

}  // namespace stampede::ui
