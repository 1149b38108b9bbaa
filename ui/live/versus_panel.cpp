#include "ui/live/versus_panel.h"

#include "ui/live/live_words.h"
#include "ui/live/versus_plots.h"
#include "ui/live/versus_table.h"
#include "ui/look/theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace stampede::ui {

VersusPanel::VersusPanel(const Context& context, QWidget* parent) : QWidget(parent), versus_(context.session)
{
    const Theme& t = theme();
    setObjectName("versus");
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(t.px(16), t.px(4), t.px(16), t.px(12));
    column->setSpacing(t.px(8));
    auto* head = new QHBoxLayout;
    title_ = new QLabel(tr("Simulated vs live"));
    head->addWidget(title_);
    remark_ = new QLabel;
    remark_->setProperty("look", "muted");
    remark_->setTextFormat(Qt::PlainText);
    head->addWidget(remark_, 1);
    auto* back = new QPushButton(tr("Back to the tracks"));
    back->setObjectName("versus-back");
    back->setFocusPolicy(Qt::TabFocus);
    head->addWidget(back);
    column->addLayout(head);
    requests_ = new VersusRequests(context.session);
    column->addWidget(requests_, 3);
    auto* below = new QHBoxLayout;
    below->setSpacing(t.px(16));
    view_ = new QTableView;
    table_ = new VersusTable(view_);
    view_->setObjectName("versus-table");
    view_->setAccessibleName(tr("Figures of both worlds"));
    view_->setModel(table_);
    view_->setShowGrid(false);
    view_->setSelectionBehavior(QAbstractItemView::SelectRows);
    view_->verticalHeader()->hide();
    view_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    view_->horizontalHeader()->setSectionResizeMode(VersusTable::figure, QHeaderView::Stretch);
    view_->horizontalHeader()->setHighlightSections(false);
    view_->setTabKeyNavigation(false);
    below->addWidget(view_, 3);
    latencies_ = new VersusLatencies;
    below->addWidget(latencies_, 2);
    column->addLayout(below, 4);
    connect(back, &QPushButton::clicked, this, &VersusPanel::left);
    connect(&versus_, &Versus::changed, this, &VersusPanel::follow);
    style();
}

void VersusPanel::style()
{
    title_->setFont(theme().strong);
    view_->verticalHeader()->setDefaultSectionSize(theme().px(24));
    view_->setFont(theme().text);
}

void VersusPanel::follow()
{
    const RunPtr live = versus_.live(), simulated = versus_.simulated();
    requests_->show(simulated, live);
    latencies_->show(simulated, live);
    if (live && simulated)
        table_->show(simulated, live);
    else
        table_->clear();
    if (!live) return remark_->setText(tr("There is no live run that is over."));
    const QString where = worldTitle(World::named(live->recording->world));
    const bool steered = !live->recording->changes.empty();
    remark_->setText(
        !versus_.trouble().isEmpty() ? versus_.trouble()
        : !simulated                 ? tr("The same scenario is being simulated …")
        : steered ? tr("%1; the simulation had the same settings moved at the same instants.").arg(where)
                  : tr("%1; the same arrivals in both worlds.").arg(where));
}

void VersusPanel::showEvent(QShowEvent*)
{
    versus_.setWatched(true);
}
void VersusPanel::hideEvent(QHideEvent*)
{
    versus_.setWatched(false);
}

void VersusPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange && view_) style();
}

}  // namespace stampede::ui
