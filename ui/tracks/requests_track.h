#pragma once

#include "ui/tracks/blocks.h"
#include "ui/tracks/density.h"
#include "ui/tracks/lane_scan.h"
#include "ui/tracks/track.h"

namespace stampede::ui {

/// Every request: as lanes where they take time or come together, else as columns of those that arrive.
class RequestsTrack final : public Track {
    Q_OBJECT

public:
    explicit RequestsTrack(Session& session, QWidget* parent = nullptr);

    int plotHeight() const override { return 124; }
    int stretch() const override { return 4; }
    int leastPlotHeight() const override { return 56; }
    int matters() const override { return 6; }
    QString summary() override;

    /// The request drawn at a point of the widget, or nobody.
    CallId requestAt(QPointF at);
    bool showsLanes();

protected:
    QString subtitle() override;
    QString nothingToSay() const override;
    bool labelsTime() const override { return true; }
    bool namesPlayhead() const override { return true; }
    void prepare() override;
    void pictureOutdated() override { measured_ = false; }
    void paintFrame(QPainter& painter) override;
    void paintPlot(QPainter& painter) override;
    void paintLive(QPainter& painter) override;
    void clicked(QPointF at) override;
    void hovered(QPointF at) override;
    void unhovered() override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    /// What the visible range asks for: lanes or columns, and the columns.
    void measure();
    QRectF lanesRect() const;
    LaneWindow window(double ratio) const;
    QRectF laneRect(CallId call) const;
    void paintLanes(QPainter& painter);
    void paintRareLoads(QPainter& painter);
    void paintForkEnds(QPainter& painter);
    void paintColumns(QPainter& painter);
    void paintCutColumns(QPainter& painter);
    void paintLaneNumbers(QPainter& painter);
    void paintLaneTexts(QPainter& painter);
    void placeColumnTexts();
    void paintColumnTexts(QPainter& painter);
    void paintMarked(QPainter& painter, CallId call, const QColor& colour, double width);

    std::vector<RowOfRefresh> refreshes_;
    Density density_;
    std::vector<LoadGroup> groups_;
    std::vector<BlockText> texts_;
    std::vector<std::uint32_t> orphans_;  ///< lanes of refreshes that no request started
    bool lanes_ = true;
    bool measured_ = false;
};

}  // namespace stampede::ui
