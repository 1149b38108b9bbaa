#pragma once

#include "ui/tracks/flow_scene.h"
#include "ui/tracks/track.h"

namespace stampede::ui {

/// Where the requests are at the playhead: clients, instances, Redis, database; dots are requests.
class FlowTrack final : public Track {
    Q_OBJECT

public:
    explicit FlowTrack(Session& session, QWidget* parent = nullptr);

    int plotHeight() const override { return 118; }
    int leastPlotHeight() const override { return 88; }
    int matters() const override { return 1; }
    QString summary() override;

    /// The request whose dot is nearest to a point of the widget, or nobody.
    CallId callAt(QPointF at) const;

protected:
    QString subtitle() override;
    bool hasTimeAxis() const override { return false; }
    bool keepsSecrets() const override { return true; }
    bool startsFolded() const override;
    void prepare() override;
    void pictureOutdated() override { known_ = false; }
    void paintFrame(QPainter& painter) override;
    void paintPlot(QPainter&) override {}
    void paintLive(QPainter& painter) override;
    QRegion liveRegion(double) const override { return rect(); }
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

private:
    QRectF area() const;
    /// The instant that is shown: that of the playhead, or the start while a question is open.
    Instant shown() const;
    void measure();
    void paintInstances(QPainter& painter);
    void paintRedis(QPainter& painter);
    void paintLoadOfRedis(QPainter& painter, double line);
    void paintDatabase(QPainter& painter);
    void nameLoads(QPainter& painter);
    void paintDots(QPainter& painter);
    void paintBox(QPainter& painter, const QRectF& rect, const QColor& edge, double width);

    RefreshIndex refreshes_;
    FlowLayout layout_;
    std::vector<FlowDot> dots_;
    std::uint32_t perDot_ = 1;
    bool known_ = false, spread_ = false;
};

}  // namespace stampede::ui
