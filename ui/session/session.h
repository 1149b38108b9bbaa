#pragma once

#include <QObject>
#include <QString>

#include "core/analysis/figures.h"
#include "core/analysis/metrics.h"
#include "core/analysis/overview.h"
#include "core/analysis/standing.h"
#include "core/analysis/time_warp.h"
#include "core/analysis/timeline.h"
#include "core/recording/recording.h"
#include "core/scenario/scenario.h"
#include "ui/session/live_state.h"
#include "ui/session/markers.h"
#include "ui/session/time_marks.h"

#include <memory>
#include <optional>

namespace stampede::ui {

/// A complete run with what views draw from. Immutable; made on a worker.
struct Run {
    Scenario scenario;
    RecordingPtr recording;
    Timeline timeline;
    Metrics metrics;         ///< at the end of the run
    Figures figures;         ///< the headline at any instant
    Overview overview;       ///< the strip of the whole run
    Standing standing;       ///< in-flight maps, queues and breakers at any instant
    TimeWarp idle;           ///< the axis on which idle time is short; straight where none is worth it
    Overview briefOverview;  ///< the strip on that axis; without slices where it is straight
    bool partial = false;    ///< a live run that still goes on: what was recorded so far

    TimeRange extent() const;  ///< the instants the playhead can stand at
    /// From the beginning to the last thing that happens, with a little air on both sides, as it looks on an
    /// axis.
    TimeRange content(const TimeWarp& axis = TimeWarp()) const;
};
struct WorkDone;
class Stepper;
using RunPtr = std::shared_ptr<const Run>;

/// The one owner of what is shown: scenario, run, playhead, visible range, selection. Views listen to its
/// signals and call its setters; they never talk to each other. Lives on the window's thread; runs are
/// computed on a worker and the newest request wins. All signals are emitted only on a real change.
class Session : public QObject {
    Q_OBJECT

public:
    explicit Session(QObject* parent = nullptr);
    ~Session() override;

    const Scenario& scenario() const;
    /// Changes what is asked for and re-simulates; playhead, zoom and selection stay where they still make
    /// sense. Bookmarks alone make no new run.
    void setScenario(const Scenario& scenario);

    /// The newest complete run, or nullptr before the first. While another is computed it stays (dimmed by
    /// views).
    RunPtr run() const;
    /// The same arrivals under the strategy "none"; nullptr until it is known.
    RunPtr ghost() const;
    /// The run forks at this fault of the scenario: what would have been without it is worth knowing. Takes
    /// effect with the next scenario; nullopt at once.
    void setForkedBy(std::optional<Fault> fault);
    const std::optional<Fault>& forkedBy() const;
    /// The same scenario without that fault; nullptr until it is known, or when nothing forks.
    RunPtr fork() const;
    bool computing() const;
    /// Nothing is under way: run and ghost are those of the newest request, or it failed.
    bool settled() const;
    /// What went wrong with the newest request; empty when nothing did.
    struct Trouble {
        enum class Kind { none, input, unreachable, internal } kind = Kind::none;
        QString sentence;
    };
    const Trouble& trouble() const;
    /// How it stands with a live world.
    const LiveState& live() const;
    /// Ends the live run that goes on, now. What was recorded stays as a run.
    void stopLive();
    /// The run that is shown, or its recording, comes from a live world; it may still go on.
    bool showsLiveRun() const;
    /// Makes the newest run once more: of use in a live world, where no two runs are the same.
    void runAgain();
    /// Shows what a file holds instead of a run. Its scenario becomes scenario(); changing that simulates
    /// again. Throws InputError when the recording's scenario cannot be read.
    void show(RecordingPtr recording);

    /// The instants the playhead can stand at; from 0 to 0 before the first run.
    TimeRange extent() const;
    /// A view shows more than the run, which may end earlier: the playhead may go on to `until`. None: only
    /// to the run's end.
    void setReach(std::optional<Instant> until);
    Instant playhead() const;
    void setPlayhead(Instant t);  ///< clamped to the run, or to the first one when there is none yet
    TimeRange visible() const;
    void setVisible(TimeRange range);         ///< clamped to the run with a little margin
    void showAll();                           ///< the range that holds all that happens
    void zoom(Instant fixed, double factor);  ///< 0.5: half as long, `fixed` stays at its place on the axis
    void pan(double share);                   ///< by this share of the visible range

    /// Whether the axis of time shortens what is idle, and the axis: straight if it does not, or if nothing
    /// is idle.
    bool idleHidden() const;
    void setIdleHidden(bool hidden);
    const TimeWarp& axis() const;
    /// The run's content on that axis; a second before the first run.
    TimeRange content() const;
    TimeMarks& marks() const;
    Stepper& stepper() const;

    CallId selected() const;
    void select(CallId call);
    CallId hovered() const;
    void hover(CallId call);

    bool playing() const;
    void setPlaying(bool on);      ///< from the end it starts over
    double speed() const;          ///< virtual seconds a real second
    void setSpeed(double factor);  ///< clamped to 1/1000…1000
    static constexpr double slowest = 1e-3, fastest = 1e3;
    void stepForward();  ///< to the next event that shows
    void stepBack();
    /// Playing stops at markers of these kinds, exactly at their instant.
    const MarkerKinds& pauseOn() const;
    void setPauseOn(MarkerKinds kinds);

    /// A question is open: views hide what would give its answer away, and nothing plays.
    bool masked() const;
    void setMasked(bool masked);

    /// "simulated", "live" or an address without its password; a live world runs the scenario once when asked
    /// to. While it does, what the run can take on of a new scenario acts on it; what it cannot take on
    /// starts another one.
    QString world() const;
    /// An address may have a password: it is kept for the runs to come, and shown nowhere.
    void setWorld(const QString& world);

signals:
    void scenarioChanged();
    void runChanged();
    void ghostChanged();
    void forkChanged();
    void axisChanged();  ///< idle time is shown otherwise than before
    void pauseOnChanged();
    void pausedAt(Marker::Kind kind);  ///< playing came to a marker that stops it
    void computingChanged(bool computing);
    void progressed(double fraction);  ///< of a run that takes long
    void settledNow();                 ///< settled() has become true
    void playheadChanged(Instant t);
    void visibleChanged(TimeRange range);
    void selectionChanged(CallId call);
    void hoverChanged(CallId call);
    void playingChanged(bool playing);
    void speedChanged(double factor);
    void maskedChanged(bool masked);
    void worldChanged(const QString& world);
    void liveChanged();
    void failed(const QString& sentence);  ///< a run could not be made; says why

private:
    void submit();
    void receive(const WorkDone& outcome);
    void adopt(const RunPtr& run);
    void discard(RunPtr run);
    void tellComputing();
    void followContent(bool first);
    void movePlayhead(Instant t);
    void setVisibleClamped(TimeRange range);
    void advance();
    void steer(const Scenario& scenario);
    void hear(const LiveStatus& status);
    void liveOver(const WorkDone& outcome);
    void setLive(const LiveState& live);
    void glide();
    bool pauseBetween(Instant from, Instant until);
    void playedTo(Instant t);
    void playedToEnd();

    struct State;
    std::unique_ptr<State> d_;
};

}  // namespace stampede::ui
