#pragma once

#include <QWidget>

#include "core/lesson/figure.h"

namespace stampede::ui {

/// A line with two marks: what was said, and what it was. Logarithmic when they are far apart.
class NumberScale : public QWidget {
    Q_OBJECT

public:
    NumberScale(const Figure& truth, double said, QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent*) override;

private:
    double place(double value) const;

    Figure truth_;
    double said_;
};

}  // namespace stampede::ui
