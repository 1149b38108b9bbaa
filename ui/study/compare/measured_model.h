#pragma once

#include <QAbstractTableModel>
#include <QColor>

#include "ui/look/words/table_data.h"
#include "ui/study/compare/comparison.h"
#include "ui/study/compare/fate.h"

namespace stampede::ui {

/// What was measured of every strategy, and what the text says of it: a row each. Sorts by Qt::UserRole.
class MeasuredModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        strategy,
        queries,
        p50,
        p99,
        longest,
        stale,
        waited,
        failed,
        commands,
        connections,
        saidLatency,
        saidComplexity,
        saidConsistency,
        saidBestFor,
        columnsInAll
    };

    MeasuredModel(Session& session, Comparison& comparison, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// Names for little room.
    void setShortNames(bool shortNames);

    /// What people read, or, `plain`, numbers as programs read them: milliseconds, shares of 1.
    TableData table(bool plain) const;
    static bool isSaid(int column) { return column >= saidLatency; }

private:
    double number(const Contender& c, int column) const;
    QString text(const Contender& c, int column) const;
    Verdict verdict(int row, int column) const;

    Session& session_;
    Comparison& comparison_;
    bool shortNames_ = false;
};

/// A name for little room: "SWR".
QString shortName(const Contender& contender);
/// A strategy's colour in charts; from the ninth on colours come again, with dashed lines.
struct SeriesLook {
    QColor colour;
    bool dashed = false;
};
SeriesLook seriesLook(int index);

}  // namespace stampede::ui
