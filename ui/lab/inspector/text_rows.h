#pragma once

#include <QWidget>

#include "ui/lab/inspector/laid_rows.h"

#include <vector>

namespace stampede::ui {

/// Rows of text, laid out once and painted by themselves, so that rows which follow the playhead cost no
/// layout of widgets. Words that name a request light up with it and are clicked to select it; rows that are
/// active are clicked as a whole.
///
/// Keys, when it has the focus: up and down move along the rows, return does what a click does, Ctrl+C copies
/// the text.
class TextRows : public QWidget {
    Q_OBJECT

public:
    using Look = RowsLook;
    TextRows(Look look, const QString& accessibleName, QWidget* parent = nullptr);

    void setRows(std::vector<TextRow> rows);
    const std::vector<TextRow>& rows() const { return laid_.rows(); }
    /// All of it in words, a line a row.
    QString text() const;
    /// Words that name this call are marked.
    void setHovered(CallId call);
    /// While on, it does not become lower: what stands below does not dance.
    void setGrowsOnly(bool on);
    /// Lines stand in the middle.
    void setCentred(bool on);
    /// Where a row is.
    QRect rowRect(int row) const;
    /// The middle of the words that name this call in a row; null when it has none.
    QPoint placeOf(int row, CallId call) const;

signals:
    void rowActivated(int row);
    void callActivated(CallId call);
    void callHovered(CallId call);  ///< nobody: no longer
    void showPlease(QRect area);
    void heightChanged();

protected:
    void paintEvent(QPaintEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void changeEvent(QEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void mouseReleaseEvent(QMouseEvent*) override;
    void leaveEvent(QEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void focusInEvent(QFocusEvent*) override;
    void focusOutEvent(QFocusEvent*) override;

private:
    void fitHeight();
    void paintRow(QPainter& painter, std::size_t row);
    void paintHovered(QPainter& painter, std::size_t row);
    void activate(int row, CallId call);
    void describe();

    LaidRows laid_;
    CallId hovered_;
    int pointed_ = -1;  ///< row under the mouse
    int current_ = 0;   ///< row of the keyboard
    bool growsOnly_ = false;
};

}  // namespace stampede::ui
