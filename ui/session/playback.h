#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include "ui/session/markers.h"
#include "ui/session/run.h"

#include <optional>

namespace stampede::ui {

/// The playhead: where it stands, how far it may go, and whether it moves by itself. Part of the session,
/// which tells it of every run. All signals are emitted only on a real change.
class Playback : public QObject {
    Q_OBJECT

public:
    explicit Playback(QObject* parent);

    /// The instants the playhead can stand at; from 0 to 0 before the first run.
    TimeRange extent() const;
    /// A view shows more than the run, which may end earlier: the playhead may go on to `until`. None: only
    /// to the run's end. Of a live run the end is the present.
    void setReach(std::optional<Instant> until);
    Instant playhead() const { return playhead_; }
    void setPlayhead(Instant t);  ///< clamped to the run, or to the first one when there is none yet

    bool playing() const { return playing_; }
    void setPlaying(bool on);                ///< from the end it starts over
    double speed() const { return speed_; }  ///< virtual seconds a real second
    void setSpeed(double factor);            ///< clamped to 1/1000…1000
    static constexpr double slowest = 1e-3, fastest = 1e3;
    void stepForward();  ///< to the next event that shows
    void stepBack();
    /// Playing stops at markers of these kinds, exactly at their instant.
    const MarkerKinds& pauseOn() const { return pauseOn_; }
    void setPauseOn(MarkerKinds kinds);

    // For the session:

    /// Another run is there. A playhead at the end stays at the end; on a run that grows it glides there.
    void follow(const RunPtr& run);
    /// A live run begins: the playhead will stand at its present.
    void awaitPresent();
    /// A question is open: nothing plays, and the playhead keeps an instant that lies beyond what is shown.
    void hold(bool on);

signals:
    void playheadChanged(Instant t);
    void playingChanged(bool playing);
    void speedChanged(double factor);
    void pauseOnChanged();
    void pausedAt(Marker::Kind kind);  ///< playing came to a marker that stops it

private:
    /// The playhead moves evenly from one instant to another, by the clock.
    struct Course {
        Instant from{}, to{};
        QElapsedTimer since;
    };
    void move(Instant t);
    void tick();
    void glide();
    void restart();
    bool pauseBetween(Instant from, Instant until);
    void playedToEnd();

    RunPtr run_;
    Instant playhead_{};
    std::optional<Instant> reach_;  ///< how far the playhead may go beyond the end of the run
    bool atEnd_ = false;            ///< it stands at the end and stays there when the run changes
    bool playing_ = false, held_ = false;
    double speed_ = 1;
    MarkerKinds pauseOn_;
    Course play_;   ///< since when it plays, and from where
    Course glide_;  ///< from one picture of a live run to the next
    QTimer ticks_;
};

}  // namespace stampede::ui
