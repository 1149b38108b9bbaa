#pragma once

#include <QFrame>

#include "ui/look/words/table_data.h"

class QPushButton;
class QSortFilterProxyModel;
class QTableView;

namespace stampede::ui {

class Comparison;
class MeasuredModel;
class Session;

/// The table of what was measured: sorts by a click on a heading, copies with Ctrl+C (tabs, for spreadsheets)
/// or by its button (Markdown, for documents). Narrow it shows what matters most; wide, every column and the
/// text's words beside them.
class MeasuredTable : public QFrame {
    Q_OBJECT

public:
    MeasuredTable(Session& session, Comparison& comparison, QWidget* parent = nullptr);

    void setWide(bool wide);
    bool isWide() const { return wide_; }
    QTableView* view() const { return view_; }
    QPushButton* wideButton() const { return wideButton_; }
    QPushButton* copyButton() const { return copyButton_; }
    /// As shown: these rows in this order, these columns; all rows when none are selected.
    TableData shown(bool selectedOnly) const;
    TableData plain() const;

signals:
    void wideWanted(bool wide);
    void opened(int index);  ///< of a strategy

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void sortBy(int column);
    void fit();
    void fitColumns();

    MeasuredModel* model_ = nullptr;
    QSortFilterProxyModel* sorted_ = nullptr;
    QTableView* view_ = nullptr;
    QPushButton* wideButton_ = nullptr;
    QPushButton* copyButton_ = nullptr;
    bool wide_ = false, fitsSoon_ = false;
};

}  // namespace stampede::ui
