#include "ui/compare/compare_page.h"

#include "ui/compare/card_grid.h"
#include "ui/compare/pinned_row.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace stampede::ui {

ComparePage::ComparePage(const Desk& desk, QWidget* parent)
    : Page(parent), desk_(desk), comparison_(desk.session, desk.workbench)
{
    const Theme& t = theme();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    pinned_ = new PinnedRow(desk.session, desk.workbench, comparison_);
    column->addWidget(pinned_);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(t.px(16), 0, t.px(6), t.px(2));
    row->setSpacing(t.px(4));
    grid_ = new CardGrid(desk.session, comparison_);
    row->addWidget(grid_, 1);
    column->addLayout(row, 1);
    connect(grid_, &CardGrid::opened, this, &ComparePage::openInLab);
    connect(grid_, &CardGrid::settledNow, this, &ComparePage::tellSettled);
    connect(&comparison_, &Comparison::settledNow, this, &ComparePage::tellSettled);
}

bool ComparePage::settled() const
{
    return comparison_.settled() && grid_->settled();
}

void ComparePage::tellSettled()
{
    if (settled()) emit settledNow();
}

void ComparePage::openInLab(int index)
{
    comparison_.takeToLab(index);
    desk_.views.go(View::lab);
}

void ComparePage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    comparison_.setWatched(true);
}

void ComparePage::hideEvent(QHideEvent* event)
{
    Page::hideEvent(event);
    comparison_.setWatched(false);
}

}  // namespace stampede::ui
