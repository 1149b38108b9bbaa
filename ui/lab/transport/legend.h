#pragma once

#include <QWidget>

namespace stampede::ui {

/// What the colours of states mean: a swatch and a word each, the stale one hatched.
class Legend : public QWidget {
    Q_OBJECT

public:
    explicit Legend(QWidget* parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent*) override;
    void changeEvent(QEvent* event) override;
};

}  // namespace stampede::ui
