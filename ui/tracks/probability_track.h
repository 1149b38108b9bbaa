#pragma once

#include "ui/tracks/label_room.h"
#include "ui/tracks/probability_plot.h"
#include "ui/tracks/track.h"

namespace stampede::ui {

/// How likely a request is to refresh early, against the time to expiry: the curves, and each request's draw
/// as a dot.
class ProbabilityTrack final : public Track {
    Q_OBJECT

public:
    explicit ProbabilityTrack(Session& session, QWidget* parent = nullptr);

    int plotHeight() const override { return 132; }
    int leastPlotHeight() const override { return 90; }
    int stretch() const override { return 4; }
    int matters() const override { return 4; }  // folded where no dice are rolled
    QString summary() override;

protected:
    QString subtitle() override;
    QString nothingToSay() const override;
    bool hasTimeAxis() const override { return false; }
    /// The curves alone can wait until somebody asks for them.
    bool startsFolded() const override { return run() && !isMasked() && run()->timeline.rolls.empty(); }
    int heightBelow() const override { return 42; }
    void pictureOutdated() override { known_ = false; }
    void paintFrame(QPainter& painter) override;
    void paintPlot(QPainter&) override {}
    void paintLive(QPainter& painter) override;
    QRegion liveRegion(double) const override { return rect(); }

private:
    const ProbabilityPicture& picture();
    /// At the playhead, of the entry that is there then.
    struct ChanceNow {
        Duration left{};
        double chance = 0;
    };
    std::optional<ChanceNow> chanceNow() const;
    QString leftText(const ChanceNow& now) const;
    QString chanceText(const ChanceNow& now) const;
    void makeStamps();
    void paintDots(QPainter& painter);
    void paintExpected(QPainter& painter, LabelRoom& room);
    void paintFormulas(QPainter& painter, LabelRoom& room);
    void paintNow(QPainter& painter, LabelRoom& room);
    void paintSelected(QPainter& painter);

    ProbabilityPlot plot_;
    ProbabilityPicture picture_;
    std::vector<Dot> dots_;
    bool known_ = false;
    QImage dot_, refreshDot_;  ///< stamps: a draw that found the value good, one that decided to refresh
};

}  // namespace stampede::ui
