#pragma once

#include <QImage>
#include <QWidget>

#include "ui/session/session.h"
#include "ui/tracks/time_axis.h"

namespace stampede::ui {

/// The whole run in one strip: what requests did, what matters, the visible range and the playhead. Pressing
/// and dragging moves the playhead; with Shift it selects a range. A press on a bookmark goes exactly there.
class OverviewStrip : public QWidget {
    Q_OBJECT

public:
    explicit OverviewStrip(Session& session, QWidget* parent = nullptr);

    double xOf(Instant t) const;
    Instant at(double x) const;
    /// Where the playhead stands, and how many marks there are, in words.
    QString words() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    bool event(QEvent* event) override;

private:
    QRectF strip() const;
    TimeAxis axis() const;
    void redraw();
    void drawMarkers(QPainter& painter) const;
    void drawMarks(QPainter& painter) const;

    Session& session_;
    Instant pressedAt_{};
    QImage picture_;  ///< of the strip, made anew only with the run, the size or the theme
};

}  // namespace stampede::ui
