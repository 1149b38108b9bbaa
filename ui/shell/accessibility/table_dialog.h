#pragma once

#include <QDialog>

#include "ui/session/views/context.h"
#include "ui/shell/accessibility/run_tables.h"

class QTableView;
class QTabWidget;

namespace stampede::ui {

/// The timeline as tables: requests, marks and events of the run that is shown. A row that is chosen selects
/// its request; one that has a time moves the playhead there. Of a live run that goes on it shows nothing
/// until that is over.
class TableDialog : public QDialog {
    Q_OBJECT

public:
    TableDialog(const Context& context, QWidget* parent);

    RequestTable& requests() { return *requests_; }
    MarkTable& marks() { return *marks_; }
    EventTable& events() { return *events_; }
    QTableView* view(int tab) const;

private:
    QTableView* add(RunTable& table, const QString& title, bool sortable);
    void follow();
    void choose(const RunTable& table, int row);
    void showSelected();

    Session& session_;
    QTabWidget* tabs_ = nullptr;
    RequestTable* requests_ = nullptr;
    MarkTable* marks_ = nullptr;
    EventTable* events_ = nullptr;
    bool following_ = false;  ///< the selection comes from the session, not from the person
};

/// The command that shows it. It stands over `window` while the person goes on there.
void addTableCommand(const Context& context, QWidget& window);

}  // namespace stampede::ui
