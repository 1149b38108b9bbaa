#include "ui/shell/accessibility/table_dialog.h"

#include "ui/look/theme/theme.h"
#include "ui/session/commands/commands.h"

#include <QHeaderView>
#include <QTabWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace stampede::ui {

TableDialog::TableDialog(const Context& context, QWidget* parent) : QDialog(parent), session_(context.session)
{
    const Theme& t = theme();
    setObjectName("tables");
    setWindowTitle(tr("The run as a table"));
    resize(t.px(760), t.px(600));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(t.px(16), t.px(16), t.px(16), t.px(16));
    tabs_ = new QTabWidget;
    tabs_->setDocumentMode(true);
    column->addWidget(tabs_);
    requests_ = new RequestTable(this);
    marks_ = new MarkTable(this);
    events_ = new EventTable(this);
    add(*requests_, tr("Requests"), true);
    add(*marks_, tr("Marks"), false);
    add(*events_, tr("Events"), false);
    connect(&session_, &Session::runChanged, this, &TableDialog::follow);
    connect(&session_, &Session::selectionChanged, this, &TableDialog::showSelected);
    connect(requests_, &RequestTable::sorted, this, &TableDialog::showSelected);
    connect(&session_, &Session::maskedChanged, this, [this](bool masked) {
        if (masked) close();
    });
    follow();
    view(0)->setFocus();
}

QTableView* TableDialog::view(int tab) const
{
    return static_cast<QTableView*>(tabs_->widget(tab));
}

QTableView* TableDialog::add(RunTable& table, const QString& title, bool sortable)
{
    auto* v = new QTableView;
    v->setModel(&table);
    v->setAccessibleName(title);
    v->setShowGrid(false);
    v->setFont(theme().text);
    v->setSelectionBehavior(QAbstractItemView::SelectRows);
    v->setSelectionMode(QAbstractItemView::SingleSelection);
    v->setTabKeyNavigation(false);
    v->setWordWrap(false);
    v->verticalHeader()->hide();
    v->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    v->verticalHeader()->setDefaultSectionSize(theme().px(26));
    v->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    v->horizontalHeader()->setHighlightSections(false);
    v->horizontalHeader()->setMinimumSectionSize(
        theme().px(104));  // room for a heading and the mark of its order
    if (sortable) {
        v->horizontalHeader()->setSortIndicator(RequestTable::number, Qt::AscendingOrder);
        v->setSortingEnabled(true);
    }
    connect(v->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this, &table](const QModelIndex& now) {
                if (now.isValid() && !following_) choose(table, now.row());
            });
    tabs_->addTab(v, title);
    return v;
}

void TableDialog::follow()
{
    const RunPtr run = session_.run() && !session_.run()->partial ? session_.run() : nullptr;
    following_ = true;
    for (RunTable* table : std::initializer_list<RunTable*>{requests_, marks_, events_}) table->show(run);
    following_ = false;
    showSelected();
}

void TableDialog::choose(const RunTable& table, int row)
{
    if (const auto at = table.at(row)) {
        session_.playback().setPlaying(false);
        session_.playback().setPlayhead(*at);
    }
    if (const CallId call = table.call(row); !call.is_nobody()) session_.select(call);
}

void TableDialog::showSelected()
{
    const CallId call = session_.selected();
    if (!call.is_request() || int(call.number()) > requests_->rowCount()) return;
    const int row = requests_->rowOf(call);
    if (view(0)->currentIndex().row() == row) return;
    following_ = true;
    view(0)->selectRow(row);
    view(0)->scrollTo(requests_->index(row, 0));
    following_ = false;
}

void addTableCommand(const Context& context, QWidget& window)
{
    Session& session = context.session;
    const auto act = [context, &window] {
        if (auto* open = window.findChild<TableDialog*>()) return void(open->close());
        auto* tables = new TableDialog(context, &window);
        tables->setAttribute(Qt::WA_DeleteOnClose);
        tables->show();
    };
    context.commands.add({QStringLiteral("show-as-table"),
                          Command::Group::show,
                          Commands::tr("Show the run as a table"),
                          {QStringLiteral("T")},
                          act,
                          [&session] { return session.run() && !session.masked(); }});
}

}  // namespace stampede::ui
