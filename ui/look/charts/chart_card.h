#pragma once

#include <QFrame>

#include "ui/look/words/table_data.h"

#include <functional>

class QLabel;
class QPushButton;
class QStackedLayout;
class QTableWidget;

namespace stampede::ui {

/// A chart with a title, a line that says what it shows, and a button that shows the same as a table.
class ChartCard : public QFrame {
    Q_OBJECT

public:
    ChartCard(const QString& title, QWidget* chart, std::function<TableData()> table,
              QWidget* parent = nullptr);

    void setTitle(const QString& title);
    void setNote(const QString& note);
    QString note() const;
    /// The numbers have changed: the table follows while it is shown.
    void refresh();
    QPushButton* tableButton() const { return button_; }
    QTableWidget* table() const { return table_; }

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void showTable(bool on);
    void fit();

    std::function<TableData()> data_;
    QLabel* title_ = nullptr;
    QLabel* note_ = nullptr;
    QPushButton* button_ = nullptr;
    QStackedLayout* stack_ = nullptr;
    QTableWidget* table_ = nullptr;
};

}  // namespace stampede::ui
