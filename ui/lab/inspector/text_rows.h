#pragma once

#include "core/analysis/marked_text.h"

#include <QString>
#include <QTextLayout>
#include <QWidget>

#include <memory>
#include <vector>

namespace stampede::ui {

struct TextSpan {
    QString text;
    Tone tone = Tone::plain;
    CallId call;  ///< of Tone::call
    friend bool operator==(const TextSpan&, const TextSpan&) = default;
};
/// A marked text as spans.
std::vector<TextSpan> spansOf(const std::string& markedText);

/// One line, which wraps: perhaps a word at its left, then text whose words mean something.
struct TextRow {
    QString left;
    std::vector<TextSpan> spans;
    int indent = 0;
    bool muted = false;    ///< yet to come
    bool lit = false;      ///< it is here now
    bool passed = false;   ///< it was here (of code)
    bool changed = false;  ///< it has just changed
    bool active = false;   ///< can be clicked as a whole
    QString tip;
    friend bool operator==(const TextRow&, const TextRow&) = default;
};

/// Rows of text, laid out once and painted by themselves, so that rows which follow the playhead cost no
/// layout of widgets. Words that name a request light up with it and are clicked to select it; rows that are
/// active are clicked as a whole.
///
/// Keys, when it has the focus: up and down move along the rows, return does what a click does, Ctrl+C copies
/// the text.
class TextRows : public QWidget {
    Q_OBJECT

public:
    enum class Look { table, prose, code, choices };
    TextRows(Look look, const QString& accessibleName, QWidget* parent = nullptr);

    void setRows(std::vector<TextRow> rows);
    const std::vector<TextRow>& rows() const { return rows_; }
    /// All of it in words, a line a row.
    QString text() const;
    /// Words that name this call are marked.
    void setHovered(CallId call);
    /// While on, it does not become lower: what stands below does not dance.
    void setGrowsOnly(bool on);
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
    struct Laid {
        std::unique_ptr<QTextLayout> text;
        double y = 0, height = 0;
    };
    void layAll();
    void lay(std::size_t row);
    void place();
    QVector<QTextLayout::FormatRange> formats(const TextRow& row) const;
    double leftWidth() const { return leftWidth_; }
    double textX(const TextRow& row) const;
    int rowAt(double y) const;
    CallId callAt(int row, QPointF at) const;
    void paintRow(QPainter& painter, std::size_t row);
    void activate(int row, CallId call);
    void tellAccessibility();

    Look look_;
    std::vector<TextRow> rows_;
    std::vector<Laid> laid_;
    double leftWidth_ = 0;
    CallId hovered_;
    int pointed_ = -1;  ///< row under the mouse
    int current_ = 0;   ///< row of the keyboard
    bool growsOnly_ = false;
};

}  // namespace stampede::ui
