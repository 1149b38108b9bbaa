#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace stampede::ui {

/// A table as plain text: what pictures have for a twin, and what is copied and exported.
struct TableData {
    QStringList header;
    std::vector<QStringList> rows;  ///< each as long as the header

    QString tabSeparated() const;
    QString markdown() const;  ///< the first column to the left, the others to the right
};

/// For tables that programs read: a plain number without grouping, in full precision.
QString plainNumber(double value);

}  // namespace stampede::ui
