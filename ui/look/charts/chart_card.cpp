#include "ui/look/charts/chart_card.h"

#include "ui/look/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QStackedLayout>
#include <QTableWidget>
#include <QTimer>
#include <QVBoxLayout>

namespace stampede::ui {

ChartCard::ChartCard(const QString& title, QWidget* chart, std::function<TableData()> table, QWidget* parent)
    : QFrame(parent), data_(std::move(table))
{
    setProperty("look", "card");
    auto* column = new QVBoxLayout(this);
    auto* line = new QHBoxLayout;
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    title_ = new QLabel;
    note_ = new QLabel;
    note_->setProperty("look", "small");
    note_->setWordWrap(true);
    words->addWidget(title_);
    words->addWidget(note_);
    line->addLayout(words, 1);
    button_ = new QPushButton(tr("Table"));
    button_->setProperty("look", "segment");
    button_->setCheckable(true);
    button_->setToolTip(tr("The same as a table. Ctrl+C copies it."));
    line->addWidget(button_, 0, Qt::AlignTop);
    column->addLayout(line);
    stack_ = new QStackedLayout;
    column->addLayout(stack_,
                      1);  // before its widgets: one that has no parent yet would be shown as a window
    stack_->addWidget(chart);
    table_ = new QTableWidget;
    table_->setProperty("look", "plain");
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setTabKeyNavigation(false);
    table_->verticalHeader()->hide();
    table_->setShowGrid(false);
    stack_->addWidget(table_);
    connect(button_, &QPushButton::toggled, this, &ChartCard::showTable);
    table_->installEventFilter(this);
    setTitle(title);
    fit();
}

void ChartCard::fit()
{
    const Theme& t = theme();
    layout()->setContentsMargins(t.px(14), t.px(8), t.px(8), t.px(8));
    layout()->setSpacing(t.px(4));
    title_->setFont(t.strong);
}

void ChartCard::setTitle(const QString& title)
{
    title_->setText(title);
    table_->setAccessibleName(title);
    setAccessibleName(title);
}

void ChartCard::setNote(const QString& note)
{
    note_->setText(note);
    note_->setVisible(!note.isEmpty());
}

QString ChartCard::note() const
{
    return note_->text();
}

void ChartCard::showTable(bool on)
{
    stack_->setCurrentIndex(on ? 1 : 0);
    refresh();
}

void ChartCard::refresh()
{
    if (stack_->currentIndex() != 1) return;
    const TableData now = data_();
    table_->setColumnCount(int(now.header.size()));
    table_->setRowCount(int(now.rows.size()));
    table_->setHorizontalHeaderLabels(now.header);
    for (int r = 0; r < int(now.rows.size()); ++r)
        for (int c = 0; c < now.header.size(); ++c) {
            auto* item = new QTableWidgetItem(now.rows[std::size_t(r)].value(c));
            item->setTextAlignment(c == 0 ? Qt::AlignLeft | Qt::AlignVCenter
                                          : Qt::AlignRight | Qt::AlignVCenter);
            table_->setItem(r, c, item);
        }
    table_->resizeColumnsToContents();
    table_->verticalHeader()->setDefaultSectionSize(QFontMetrics(table_->font()).height() + theme().px(6));
}

bool ChartCard::eventFilter(QObject* watched, QEvent* event)
{
    const bool copies = watched == table_ && event->type() == QEvent::KeyPress &&
                        static_cast<QKeyEvent*>(event)->matches(QKeySequence::Copy);
    if (!copies) return QFrame::eventFilter(watched, event);
    QApplication::clipboard()->setText(data_().tabSeparated());
    return true;
}

void ChartCard::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && stack_) QTimer::singleShot(0, this, &ChartCard::fit);
}

}  // namespace stampede::ui
