#pragma once

#include <QPointer>
#include <QWidget>

namespace stampede::ui {

/// Lies over the whole window while it is open, pales what is below and has all keys. Escape and a click
/// beside the card close it; then the focus goes back to where it was.
class Overlay : public QWidget {
    Q_OBJECT

public:
    explicit Overlay(QWidget* window);

    virtual void open();
    void close();
    bool isOpen() const { return isVisibleTo(parentWidget()); }

protected:
    /// Where the card lies; a click outside closes. Empty: there is none, and every click closes.
    virtual QRect card() const { return {}; }
    /// Puts the parts in their places: opened, or the window's size has changed.
    virtual void arrange() {}
    /// Keys that a part with the focus gets first.
    void giveAllKeysTo(QWidget* part);

    bool event(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent*) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    QPointer<QWidget> focusBefore_;
};

}  // namespace stampede::ui
