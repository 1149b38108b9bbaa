#pragma once

#include <QWidget>

namespace stampede::ui {

/// How much is done, as a thin bar.
class LearnBar : public QWidget {
    Q_OBJECT

public:
    explicit LearnBar(double share, QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent*) override;

private:
    double share_;
};

}  // namespace stampede::ui
