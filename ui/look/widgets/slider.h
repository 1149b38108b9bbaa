#pragma once

#include <QSlider>

#include <functional>

namespace stampede::ui {

/// A horizontal slider that jumps to where it is clicked, does not move under the wheel (panels scroll with
/// it) and steps by keys to the next value that differs.
class Slider : public QSlider {
    Q_OBJECT

public:
    explicit Slider(QWidget* parent = nullptr);

    /// From a position, one step up (+1) or down (−1).
    void setStep(std::function<int(int position, int direction)> step) { step_ = std::move(step); }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent*) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    double handleRadius() const;
    double centreOf(int position) const;
    int positionAt(double x) const;

    std::function<int(int, int)> step_;
};

}  // namespace stampede::ui
