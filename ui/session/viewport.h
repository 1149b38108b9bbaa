#pragma once

#include <QObject>

#include "ui/session/run.h"

namespace stampede::ui {

class Playback;

/// What part of time is shown, on which axis. Part of the session, which tells it of every run. All signals
/// are emitted only on a real change.
class Viewport : public QObject {
    Q_OBJECT

public:
    /// `playback` knows how far the playhead may go; it outlives this.
    Viewport(const Playback& playback, QObject* parent);

    TimeRange visible() const { return visible_; }
    void setVisible(TimeRange range);         ///< clamped to the run with a little margin
    void showAll();                           ///< the range that holds all that happens
    void zoom(Instant fixed, double factor);  ///< 0.5: half as long, `fixed` stays at its place on the axis
    void pan(double share);                   ///< by this share of the visible range

    /// Whether the axis of time shortens what is idle, and the axis: straight if it does not, or if nothing
    /// is idle.
    bool idleHidden() const { return idleHidden_; }
    void setIdleHidden(bool hidden);
    const TimeWarp& axis() const;
    /// The run's content on that axis; a second before the first run.
    TimeRange content() const;

    // For the session:

    /// Another run is there.
    void follow(const RunPtr& run);
    /// A question is open: a range may lie beyond what is shown.
    void hold(bool on) { held_ = on; }

signals:
    void visibleChanged(TimeRange range);
    void axisChanged();  ///< idle time is shown otherwise than before

private:
    void followContent(bool first);
    void setClamped(TimeRange range);

    const Playback& playback_;
    RunPtr run_;
    TimeRange visible_{run_start, run_start + std::chrono::seconds(1)};
    bool fitted_ = true;  ///< nobody has zoomed: the range follows what there is to see
    bool idleHidden_ = false, held_ = false;
};

/// The range in which a run that goes on is shown: as long as its traffic is planned to last, or as the next
/// power of two of seconds that holds it, whichever is less; so the axis stands still most of the time.
TimeRange roomToGrow(const Run& run);

}  // namespace stampede::ui
