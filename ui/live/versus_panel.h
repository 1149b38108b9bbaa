#pragma once

#include <QWidget>

#include "ui/live/versus.h"
#include "ui/session/views/context.h"

class QLabel;
class QTableView;

namespace stampede::ui {

class VersusLatencies;
class VersusRequests;
class VersusTable;

/// The lab's other mode: a live run beside its simulation.
class VersusPanel : public QWidget {
    Q_OBJECT

public:
    explicit VersusPanel(const Context& context, QWidget* parent = nullptr);

    Versus& versus() { return versus_; }
    VersusTable& table() { return *table_; }

signals:
    void left();  ///< back to the tracks, please

protected:
    void showEvent(QShowEvent*) override;
    void hideEvent(QHideEvent*) override;
    void changeEvent(QEvent*) override;

private:
    void follow();
    void style();

    Versus versus_;
    VersusRequests* requests_ = nullptr;
    VersusLatencies* latencies_ = nullptr;
    VersusTable* table_ = nullptr;
    QTableView* view_ = nullptr;
    QLabel* title_ = nullptr;
    QLabel* remark_ = nullptr;
};

}  // namespace stampede::ui
