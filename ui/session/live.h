#pragma once

#include <QObject>
#include <QString>
#include <QTimer>

#include "core/world/live_world.h"
#include "ui/session/world.h"

namespace stampede::ui {

class RunWorker;

/// How it stands with a live world.
struct LiveState {
    enum class Phase { none, starting, connecting, running, lost, leaving, ended, failed };
    Phase phase = Phase::none;  ///< none: the world is simulated, or a recording is shown
    LiveStatus server;          ///< what the run reported last
    bool stopped = false;       ///< a person ended the run
    bool outdated = false;      ///< settings have changed since the run ended
    QString startsAgainFor;     ///< the field for whose sake a new run starts, such as "instances.count"
    QString refusal;            ///< why the settings just wanted were not taken on

    bool goesOn() const { return phase >= Phase::starting && phase <= Phase::leaving; }
    friend bool operator==(const LiveState&, const LiveState&) = default;
};

/// The live run of the session: how it stands, and what becomes of settings that change while it goes on.
/// Part of the session, which tells it of every run.
class Live : public QObject {
    Q_OBJECT

public:
    /// `worker` makes the runs; it outlives this.
    Live(RunWorker& worker, QObject* parent);

    const LiveState& state() const { return state_; }
    /// Ends the run that goes on, now. What was recorded stays as a run.
    void stop();

    // For the session:

    /// A new run with this scenario is asked for; nothing of a live world when it is simulated or read.
    void begin(bool live, const Scenario& scenario);
    /// New settings act on the run that goes on, if it can take them on. When none goes on, a server of our
    /// own is used again at once; somebody else's, and one that was stopped by hand, only when asked to.
    void steer(const World& world, const Scenario& scenario);
    /// A new run starts when the sliders have rested.
    bool aboutToStart() const { return rest_.isActive(); }
    void hear(const LiveStatus& status);
    void refuse(const QString& sentence);
    /// The run is over: with what was recorded, or nullptr if there was trouble. `wanted` is what holds now.
    void over(const Recording* recording, bool outdated);

signals:
    void changed();
    void startDue();

private:
    void set(const LiveState& state);

    RunWorker& worker_;
    LiveState state_;
    Scenario began_;  ///< the scenario that the run started with
    QTimer rest_;
};

}  // namespace stampede::ui
