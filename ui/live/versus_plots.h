#pragma once

#include <QImage>
#include <QWidget>

#include "core/analysis/latency_shape.h"
#include "ui/tracks/requests_picture.h"

namespace stampede::ui {

/// The requests of two runs, one above the other, on one axis of time.
class VersusRequests : public QWidget {
    Q_OBJECT

public:
    explicit VersusRequests(Session& session, QWidget* parent = nullptr);
    /// Either may be nullptr.
    void show(const RunPtr& simulated, const RunPtr& live);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void changeEvent(QEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;

private:
    struct Half {
        QString title;
        RunPtr run;
        RequestsPicture picture;
        QImage image;
    };
    QRectF plot(int half) const;
    SharedAxis axis() const;
    void paintHalf(QPainter& painter, int half);

    Session& session_;
    Half halves_[2];
    SharedRange range_;
    bool lanes_ = true;
};

/// How long requests took in both worlds: the share of them in each bin of equal ratio, one as a shape, the
/// other as a line.
class VersusLatencies : public QWidget {
    Q_OBJECT

public:
    explicit VersusLatencies(QWidget* parent = nullptr);
    void show(const RunPtr& simulated, const RunPtr& live);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent*) override;
    void changeEvent(QEvent*) override;

private:
    QPolygonF outline(const LatencyShape& shape, const QRectF& plot) const;

    LatencyShape shapes_[2];
    int firstBin_ = 0, lastBin_ = 1;
    double most_ = 0;  ///< the greatest share of a bin
};

}  // namespace stampede::ui
