#pragma once

#include <QPushButton>

namespace stampede::ui {

/// A button that shows a choice and opens the menu to change it: text and a chevron. A dot in a colour can
/// stand in front.
class MenuButton : public QPushButton {
    Q_OBJECT

public:
    explicit MenuButton(QWidget* parent = nullptr);

    void setDot(const QColor& colour);  ///< an invalid colour removes it
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    /// Where room is short the text ends in "…" instead of widening the window.
    void setElides(bool elides);

protected:
    void paintEvent(QPaintEvent*) override;

private:
    bool filled() const;
    bool flat() const;
    QColor dot_;
    bool elides_ = false;
};

}  // namespace stampede::ui
