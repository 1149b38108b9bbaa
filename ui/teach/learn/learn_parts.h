#pragma once

#include <QCheckBox>
#include <QFont>
#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>

class QVBoxLayout;

namespace stampede::ui {

// The parts that the pages of Learn are put together from.

/// `look` is a button's look of the style sheet, or empty; `about` is said on hover and to screen readers.
QPushButton* learnButton(const char* name, const QString& text, const QString& about, const char* look = "");
/// A line of text that breaks where it must; as a label is, never with markup.
QLabel* learnLabel(const QString& text, const char* look = "");
/// A title, `times` as large as running text.
QLabel* learnTitle(const QString& text, double times);
QFont scaledFont(const QFont& font, double times);
/// A white panel with a fine edge.
QFrame* learnCard(const char* name = "");
/// Takes all widgets and layouts out of a layout and deletes them once the event that asked for it is over.
void emptyLayout(QLayout* layout);

/// A check box that is seen in every theme.
class TickBox : public QCheckBox {
    Q_OBJECT

public:
    explicit TickBox(const QString& text = {}, QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent*) override;
    bool hitButton(const QPoint& at) const override { return rect().contains(at); }

private:
    double side() const;
};

/// A page that scrolls, with a column in its middle that is never wider than what reads well.
class ScrollColumn : public QScrollArea {
    Q_OBJECT

public:
    /// `widest` in pixels at scale 1.
    explicit ScrollColumn(int widest, QWidget* parent = nullptr);
    QVBoxLayout* column() const { return column_; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    int widest_;
    QWidget* middle_ = nullptr;
    QVBoxLayout* column_ = nullptr;
};

}  // namespace stampede::ui
