#pragma once

#include "ui/tracks/curve.h"
#include "ui/tracks/database_plot.h"
#include "ui/tracks/label_room.h"
#include "ui/tracks/track.h"

namespace stampede::ui {

/// The load on the database: queries in flight against the pool, the queue behind it, and what "none" would
/// have done.
class DatabaseTrack final : public Track {
    Q_OBJECT

public:
    explicit DatabaseTrack(Session& session, QWidget* parent = nullptr);

    int plotHeight() const override { return 68; }
    int stretch() const override { return 1; }
    int leastPlotHeight() const override { return 44; }
    int matters() const override { return 5; }
    QString summary() override;

protected:
    QString subtitle() override;
    bool labelsTime() const override { return true; }
    void prepare() override;
    void pictureOutdated() override { known_ = false; }
    void paintFrame(QPainter& painter) override;
    void paintPlot(QPainter& painter) override;
    void paintLive(QPainter& painter) override;
    QRegion liveRegion(double x) const override;

private:
    const DatabasePicture& picture();
    double yOf(double queries);
    void paintGhostText(QPainter& painter, LabelRoom& room);
    void paintForkText(QPainter& painter, LabelRoom& room);

    RunPtr ghost_;  ///< what "none" would have done
    RunPtr fork_;   ///< what would have come without the fault
    Curve inFlight_, queued_, ghostInFlight_, forkInFlight_;
    DatabasePlot plot_;
    DatabasePicture picture_;
    bool known_ = false;
};

}  // namespace stampede::ui
