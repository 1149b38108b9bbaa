#pragma once

#include <QAbstractTableModel>

#include "ui/session/batch/batch.h"
#include "ui/session/session.h"

#include <optional>

namespace stampede::ui {

/// A run as rows. Nothing is copied out of it: a cell is made when it is looked at.
class RunTable : public QAbstractTableModel {
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    virtual void show(const RunPtr& run);
    int columnCount(const QModelIndex& = {}) const override { return int(titles().size()); }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    QVariant data(const QModelIndex& index, int role) const override;

    /// Who a row is about, and when; nobody and nothing where it does not say.
    virtual CallId call(int row) const = 0;
    virtual std::optional<Instant> at(int row) const = 0;

protected:
    virtual QStringList titles() const = 0;
    virtual QString text(int row, int column) const = 0;
    virtual bool isNumber(int column) const = 0;
    QString time(Instant t) const;
    QString callText(CallId call) const;
    RunPtr run_;
};

/// A row a request: number, arrival, outcome, latency, instance, time waited. Sorts on a worker, and shows
/// the old order until the new one is there.
class RequestTable : public RunTable {
    Q_OBJECT

public:
    enum Column { number, arrived, outcome, latency, instance, waited };

    explicit RequestTable(QObject* parent = nullptr);

    void show(const RunPtr& run) override;
    int rowCount(const QModelIndex& = {}) const override
    {
        return run_ ? int(run_->timeline.lanes.requests) : 0;
    }
    void sort(int column, Qt::SortOrder order) override;
    CallId call(int row) const override { return CallId::request(lane(row) + 1); }
    std::optional<Instant> at(int) const override { return std::nullopt; }
    /// REQUIRES: the run has this request.
    int rowOf(CallId request) const;

signals:
    void sorted();

protected:
    QStringList titles() const override;
    QString text(int row, int column) const override;
    bool isNumber(int column) const override { return column != outcome; }

private:
    std::uint32_t lane(int row) const
    {
        return order_.empty() ? std::uint32_t(row) : order_[std::size_t(row)];
    }

    Batch batch_;
    std::vector<std::uint32_t> order_;  ///< lanes by row; empty: as they arrived
    int column_ = number;
    Qt::SortOrder direction_ = Qt::AscendingOrder;
};

/// A row a mark: expiry, first miss, lock taken …
class MarkTable : public RunTable {
    Q_OBJECT

public:
    using RunTable::RunTable;
    int rowCount(const QModelIndex& = {}) const override
    {
        return run_ ? int(run_->timeline.markers.size()) : 0;
    }
    CallId call(int row) const override { return run_->timeline.markers[std::size_t(row)].call; }
    std::optional<Instant> at(int row) const override { return run_->timeline.markers[std::size_t(row)].at; }

protected:
    QStringList titles() const override;
    QString text(int row, int column) const override;
    bool isNumber(int column) const override { return column == 0; }
};

/// A row an event, in order of time.
class EventTable : public RunTable {
    Q_OBJECT

public:
    using RunTable::RunTable;
    int rowCount(const QModelIndex& = {}) const override;
    CallId call(int row) const override { return run_->recording->events[std::size_t(row)].call; }
    std::optional<Instant> at(int row) const override { return run_->recording->events[std::size_t(row)].at; }

protected:
    QStringList titles() const override;
    QString text(int row, int column) const override;
    bool isNumber(int column) const override { return column == 0; }
};

}  // namespace stampede::ui
