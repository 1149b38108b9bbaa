#pragma once

#include <QWidget>

#include "core/lesson/curve.h"

namespace stampede::ui {

/// An empty chart to sketch a curve on: with the mouse, with the arrow keys (left and right choose the place,
/// up and down the height), or by points. After the reveal what happened is drawn over it, and the gap
/// between the two is shaded.
class CurveCanvas : public QWidget {
    Q_OBJECT

public:
    CurveCanvas(const CurveQuestion& question, QWidget* parent = nullptr);

    const CurveValues& drawn() const { return drawn_; }
    void setDrawn(const CurveValues& values);
    void clear();
    void reveal(const CurveValues& truth);
    /// "0 100; 0.5 s 100; 1 s 0": instants and heights. Throws InputError.
    CurveValues parsePoints(const QString& text) const;
    QString axisTitle() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void sketched(const stampede::CurveValues& values);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent*) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QRectF plot() const;
    QPointF point(std::size_t column, double value) const;
    void strokeTo(QPointF at);
    void finishStroke();
    void paintAxes(QPainter& painter) const;
    void paintCurve(QPainter& painter, const CurveValues& values, const QPen& pen) const;
    void paintGap(QPainter& painter) const;
    void paintName(QPainter& painter, const CurveValues& values, const CurveValues& other,
                   const QString& name, const QColor& colour) const;
    QString timeAt(double x) const;

    CurveQuestion question_;
    CurveValues drawn_, truth_;
    std::vector<double> stroke_;  ///< heights by column while it is being drawn; negative: not yet
    QPointF last_;
    std::size_t cursor_ = 0;
};

}  // namespace stampede::ui
