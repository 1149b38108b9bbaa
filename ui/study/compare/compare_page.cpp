#include "ui/study/compare/compare_page.h"

#include "ui/look/theme/theme.h"
#include "ui/session/trouble_bar.h"
#include "ui/study/compare/card_grid.h"
#include "ui/study/compare/measured_table.h"
#include "ui/study/compare/pinned_row.h"
#include "ui/study/compare/summary_panel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace stampede::ui {

ComparePage::ComparePage(const Context& context, QWidget* parent)
    : Page(parent), context_(context), comparison_(context.session, context.workbench)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    pinned_ = new PinnedRow(context.session, context.workbench, comparison_);
    column->addWidget(pinned_);
    auto* trouble = new QHBoxLayout;
    trouble->setContentsMargins(theme().px(16), 0, theme().px(16), 0);
    trouble->addWidget(new TroubleBar(context.session));
    column->addLayout(trouble);
    row_ = new QHBoxLayout;
    grid_ = new CardGrid(context.session, comparison_);
    row_->addWidget(grid_, 1);
    summary_ = new SummaryPanel(context.session, comparison_);
    row_->addWidget(summary_);
    column->addLayout(row_, 1);
    fit();
    connect(summary_, &SummaryPanel::wideWanted, this, &ComparePage::setWide);
    connect(summary_, &SummaryPanel::opened, this, &ComparePage::openInLab);
    connect(summary_, &SummaryPanel::settledNow, this, &ComparePage::tellSettled);
    connect(grid_, &CardGrid::opened, this, &ComparePage::openInLab);
    // Slower strategies are played to their end too.
    connect(grid_, &CardGrid::ranged, this, [this](const SharedRange& range) {
        if (isVisible()) context_.session.playback().setReach(range.until);
    });
    connect(grid_, &CardGrid::settledNow, this, &ComparePage::tellSettled);
    connect(&comparison_, &Comparison::settledNow, this, &ComparePage::tellSettled);
}

bool ComparePage::settled() const
{
    return comparison_.settled() && (wide_ || grid_->settled()) && summary_->settled();
}

void ComparePage::tellSettled()
{
    if (settled()) emit settledNow();
}

void ComparePage::openInLab(int index)
{
    comparison_.takeToLab(index);
    context_.views.go(View::lab);
}

void ComparePage::setWide(bool wide)
{
    wide_ = wide;
    grid_->setVisible(!wide);
    summary_->setWide(wide);
    fit();
}

void ComparePage::fit()
{
    const Theme& t = theme();
    row_->setContentsMargins(t.px(16), 0, t.px(6), t.px(2));
    row_->setSpacing(t.px(6));
    // The cards keep the greater part of a narrow window.
    const int narrow = std::max(std::min(summary_->sizeHint().width(), width() * 2 / 5), t.px(300));
    summary_->setMinimumWidth(wide_ ? 0 : narrow);
    summary_->setMaximumWidth(wide_ ? QWIDGETSIZE_MAX : narrow);
}

TableData ComparePage::table() const
{
    return summary_->table()->plain();
}

void ComparePage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    fit();
}

void ComparePage::changeEvent(QEvent* event)
{
    Page::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && summary_) fit();
}

void ComparePage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    if (grid_->range().until > Instant{}) context_.session.playback().setReach(grid_->range().until);
    comparison_.setWatched(true);
    summary_->setWatched(true);
}

void ComparePage::hideEvent(QHideEvent* event)
{
    Page::hideEvent(event);
    context_.session.playback().setReach({});
    comparison_.setWatched(false);
    summary_->setWatched(false);
}

}  // namespace stampede::ui
