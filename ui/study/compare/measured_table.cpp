#include "ui/study/compare/measured_table.h"

#include "ui/look/theme/theme.h"
#include "ui/study/compare/measured_model.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>

namespace stampede::ui {

namespace {

/// Sorts, and says so in the heading.
class Sorted : public QSortFilterProxyModel {
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override
    {
        const QVariant plain = QSortFilterProxyModel::headerData(section, orientation, role);
        const bool said =
            role == Qt::DisplayRole && section == sortColumn() && section != MeasuredModel::strategy;
        return said ? QVariant(plain.toString() + (sortOrder() == Qt::AscendingOrder ? QStringLiteral(" ↑")
                                                                                     : QStringLiteral(" ↓")))
                    : plain;
    }
};

bool isNarrow(int column)
{
    using M = MeasuredModel;
    return column == M::strategy || column == M::queries || column == M::p50 || column == M::p99 ||
           column == M::stale || column == M::commands;
}

}  // namespace

MeasuredTable::MeasuredTable(Session& session, Comparison& comparison, QWidget* parent) : QFrame(parent)
{
    setProperty("look", "card");
    auto* column = new QVBoxLayout(this);
    auto* line = new QHBoxLayout;
    auto* title = new QLabel(tr("Measured, on the same requests"));
    title->setObjectName("title");
    line->addWidget(title, 1);
    copyButton_ = new QPushButton(tr("Copy"));
    copyButton_->setToolTip(
        tr("Copies the table as Markdown. Ctrl+C in the table copies what is selected for a spreadsheet."));
    wideButton_ = new QPushButton(tr("All columns"));
    wideButton_->setCheckable(true);
    wideButton_->setToolTip(tr("Every figure, and the text's own words beside them."));
    for (QPushButton* button : {copyButton_, wideButton_}) {
        button->setProperty("look", "segment");
        line->addWidget(button);
    }
    column->addLayout(line);
    model_ = new MeasuredModel(session, comparison, this);
    sorted_ = new Sorted(this);
    sorted_->setSourceModel(model_);
    sorted_->setSortRole(Qt::UserRole);
    view_ = new QTableView;
    view_->setModel(sorted_);
    view_->setAccessibleName(tr("What was measured of every strategy"));
    view_->setProperty("look", "plain");
    sorted_->sort(MeasuredModel::strategy);
    view_->horizontalHeader()->setSectionsClickable(true);
    connect(view_->horizontalHeader(), &QHeaderView::sectionClicked, this, &MeasuredTable::sortBy);
    view_->setSelectionBehavior(QAbstractItemView::SelectRows);
    view_->setShowGrid(false);
    view_->setWordWrap(false);
    view_->setTabKeyNavigation(false);
    view_->verticalHeader()->hide();
    view_->horizontalHeader()->setHighlightSections(false);
    view_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    view_->installEventFilter(this);
    column->addWidget(view_);
    connect(copyButton_, &QPushButton::clicked, this,
            [this] { QApplication::clipboard()->setText(shown(false).markdown()); });
    connect(wideButton_, &QPushButton::clicked, this, &MeasuredTable::wideWanted);
    connect(view_, &QTableView::doubleClicked, this,
            [this](const QModelIndex& at) { emit opened(sorted_->mapToSource(at).row()); });
    connect(model_, &QAbstractItemModel::modelReset, this, &MeasuredTable::fit);
    // Ten runs may come in one turn: the columns are fitted once for all of them.
    connect(model_, &QAbstractItemModel::dataChanged, this, [this] {
        if (!std::exchange(fitsSoon_, true)) QTimer::singleShot(0, this, &MeasuredTable::fit);
    });
    fit();
}

/// A second click on a heading turns the order around.
void MeasuredTable::sortBy(int column)
{
    const bool again = sorted_->sortColumn() == column && sorted_->sortOrder() == Qt::AscendingOrder;
    sorted_->sort(column, again ? Qt::DescendingOrder : Qt::AscendingOrder);
    fit();
}

void MeasuredTable::setWide(bool wide)
{
    wide_ = wide;
    wideButton_->setChecked(wide);
    fit();
}

void MeasuredTable::fit()
{
    fitsSoon_ = false;
    const Theme& t = theme();
    layout()->setContentsMargins(t.px(14), t.px(8), t.px(8), t.px(8));
    layout()->setSpacing(t.px(4));
    findChild<QLabel*>("title")->setFont(t.strong);
    view_->setFont(t.text);
    model_->setShortNames(!wide_);
    const int height = QFontMetrics(t.text).height() + t.px(6);
    view_->verticalHeader()->setDefaultSectionSize(height);
    view_->verticalHeader()->setMinimumSectionSize(height);
    view_->horizontalHeader()->setFixedHeight(height);
    for (int c = 0; c < MeasuredModel::columnsInAll; ++c) view_->setColumnHidden(c, !wide_ && !isNarrow(c));
    fitColumns();
    view_->setFixedHeight(height * (model_->rowCount() + 1) + t.px(2));
}

/// As wide as what stands in them; what is left goes to the names.
void MeasuredTable::fitColumns()
{
    const Theme& t = theme();
    const QFontMetrics metrics(t.strong);
    QHeaderView* header = view_->horizontalHeader();
    for (int c = 0; c < MeasuredModel::columnsInAll; ++c) {
        int width =
            metrics.horizontalAdvance(sorted_->headerData(c, Qt::Horizontal, Qt::DisplayRole).toString());
        for (int r = 0; r < sorted_->rowCount(); ++r)
            width = std::max(width, metrics.horizontalAdvance(sorted_->index(r, c).data().toString()));
        header->setSectionResizeMode(c, c == MeasuredModel::strategy ? QHeaderView::Stretch
                                                                     : QHeaderView::Fixed);
        header->resizeSection(c, width + t.px(wide_ ? 22 : 13));
    }
}

TableData MeasuredTable::shown(bool selectedOnly) const
{
    TableData out;
    for (int c = 0; c < MeasuredModel::columnsInAll; ++c)
        if (!view_->isColumnHidden(c))
            out.header += model_->headerData(c, Qt::Horizontal, Qt::DisplayRole).toString();
    const bool some = selectedOnly && view_->selectionModel()->hasSelection();
    for (int r = 0; r < sorted_->rowCount(); ++r) {
        if (some && !view_->selectionModel()->isRowSelected(r)) continue;
        QStringList row;
        for (int c = 0; c < MeasuredModel::columnsInAll; ++c)
            if (!view_->isColumnHidden(c)) row += sorted_->index(r, c).data().toString();
        out.rows.push_back(row);
    }
    return out;
}

TableData MeasuredTable::plain() const
{
    return model_->table(true);
}

bool MeasuredTable::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != view_ || event->type() != QEvent::KeyPress) return QFrame::eventFilter(watched, event);
    auto* key = static_cast<QKeyEvent*>(event);
    if (key->matches(QKeySequence::Copy)) {
        QApplication::clipboard()->setText(shown(true).tabSeparated());
        return true;
    }
    const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (!enter || !view_->currentIndex().isValid()) return QFrame::eventFilter(watched, event);
    emit opened(sorted_->mapToSource(view_->currentIndex()).row());
    return true;
}

void MeasuredTable::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && view_) QTimer::singleShot(0, this, &MeasuredTable::fit);
}

}  // namespace stampede::ui
