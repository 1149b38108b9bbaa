#pragma once

#include <QAbstractTableModel>

#include "core/analysis/two_worlds.h"
#include "ui/session/run.h"

#include <vector>

namespace stampede::ui {

/// Figures of two runs side by side with their difference: simulated, live, live − simulated, and that in per
/// cent.
class VersusTable : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { figure, simulated, live, difference, percent, columns };

    using QAbstractTableModel::QAbstractTableModel;
    void show(const RunPtr& model, const RunPtr& real);
    void clear();

    int rowCount(const QModelIndex& = {}) const override { return int(rows_.size()); }
    int columnCount(const QModelIndex& = {}) const override { return columns; }
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        QString title;
        InBothWorlds both;
    };
    QString text(const Row& row, int column) const;
    RunPtr simulated_, live_;
    std::vector<Row> rows_;
};

}  // namespace stampede::ui
