#pragma once

#include "ui/lab/inspector/text_row.h"

#include <QPointF>
#include <QRectF>
#include <QTextLayout>

#include <memory>
#include <vector>

namespace stampede::ui {

/// How rows of text look: two columns, prose, code, or a list of things to do.
enum class RowsLook { table, prose, code, choices };
QFont rowFont(RowsLook look);

/// Rows of text, one below the other in a width: where each stands, and which words are at a point. In
/// logical pixels from the upper left corner.
class LaidRows {
public:
    explicit LaidRows(RowsLook look) : look_(look) {}

    const std::vector<TextRow>& rows() const { return rows_; }
    /// Lays only what differs from before.
    void setRows(std::vector<TextRow> rows, double width);
    /// Lines stand in the middle of the width. Holds from the next layout on.
    void setCentred(bool on) { centred_ = on; }
    /// After the width or the fonts have changed.
    void layAll(double width);
    /// Of all rows.
    double height() const;

    RowsLook look() const { return look_; }
    double leftWidth() const { return leftWidth_; }
    double textX(const TextRow& row) const;
    QRectF rect(std::size_t row) const;
    const QTextLayout& text(std::size_t row) const { return *laid_[row].text; }
    /// −1: none.
    int rowAt(double y) const;
    /// Whom the words at a point name.
    CallId callAt(int row, QPointF at) const;
    /// The middle of the words that name this call in a row; null when it has none.
    QPointF placeOf(int row, CallId call) const;

private:
    struct Laid {
        std::unique_ptr<QTextLayout> text;
        double y = 0, height = 0;
    };
    void lay(std::size_t row);
    void place();
    QVector<QTextLayout::FormatRange> formats(const TextRow& row) const;

    RowsLook look_;
    std::vector<TextRow> rows_;
    std::vector<Laid> laid_;
    double width_ = 0, leftWidth_ = 0;
    bool centred_ = false;
};

}  // namespace stampede::ui
