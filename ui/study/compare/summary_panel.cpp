#include "ui/study/compare/summary_panel.h"

#include "ui/look/charts/chart_card.h"
#include "ui/look/theme/theme.h"
#include "ui/study/compare/growth_chart.h"
#include "ui/study/compare/latency_strips.h"
#include "ui/study/compare/measured_table.h"

#include <QEvent>
#include <QTimer>
#include <QVBoxLayout>

namespace stampede::ui {

SummaryPanel::SummaryPanel(Session& session, Comparison& comparison, QWidget* parent)
    : QScrollArea(parent), session_(session), comparison_(comparison), growth_(session, comparison)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    auto* inside = new QWidget;
    column_ = new QVBoxLayout(inside);
    table_ = new MeasuredTable(session, comparison);
    growthChart_ = new GrowthChart(session, growth_, comparison);
    growthCard_ = new ChartCard(tr("Queries against traffic"), growthChart_,
                                [this] { return session_.masked() ? TableData{} : growth_.table(); });
    growthCard_->setObjectName("growth");
    strips_ = new LatencyStrips(session, comparison);
    latencyCard_ = new ChartCard(tr("How long requests took"), strips_, [this] { return strips_->table(); });
    latencyCard_->setObjectName("latency");
    latencyCard_->setNote(tr("● half of them · ○ 99 % · | the slowest; height: √ of how many"));
    charts_ = new QBoxLayout(QBoxLayout::TopToBottom);
    charts_->addWidget(growthCard_, 1);
    charts_->addWidget(latencyCard_, 1);
    column_->addWidget(table_);
    column_->addLayout(charts_, 1);
    setWidget(inside);
    fit();
    connect(table_, &MeasuredTable::wideWanted, this, &SummaryPanel::wideWanted);
    connect(table_, &MeasuredTable::opened, this, &SummaryPanel::opened);
    connect(&growth_, &Growth::changed, this, &SummaryPanel::tell);
    connect(&growth_, &Growth::settledNow, this, &SummaryPanel::settledNow);
    connect(&comparison_, &Comparison::arrived, latencyCard_, &ChartCard::refresh);
    connect(&session_, &Session::maskedChanged, this, [this] {
        latencyCard_->refresh();
        tell();
    });
}

QSize SummaryPanel::sizeHint() const
{
    return {theme().px(486), theme().px(600)};
}

void SummaryPanel::setWatched(bool watched)
{
    growth_.setWatched(watched);
}

void SummaryPanel::setWide(bool wide)
{
    table_->setWide(wide);
    charts_->setDirection(wide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

void SummaryPanel::tell()
{
    if (!growth_.possible())
        growthCard_->setNote(
            tr("This traffic has no number to vary: it comes from a log, or there is none."));
    else if (!growth_.settled() && growth_.total() > 0)
        growthCard_->setNote(tr("%1 of %2 runs…").arg(growth_.done()).arg(growth_.total()));
    else
        growthCard_->setNote(tr("Everything else stays as it is. Dotted: the value now."));
    growthChart_->refresh();
    growthCard_->refresh();
}

void SummaryPanel::fit()
{
    const Theme& t = theme();
    column_->setContentsMargins(0, t.px(4), t.px(10), t.px(8));
    column_->setSpacing(t.px(10));
    charts_->setSpacing(t.px(10));
    growthChart_->setMinimumHeight(t.px(186));
}

void SummaryPanel::changeEvent(QEvent* event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && column_) QTimer::singleShot(0, this, &SummaryPanel::fit);
}

}  // namespace stampede::ui
