#pragma once

#include <QObject>
#include <QString>

#include "ui/session/live.h"
#include "ui/session/playback.h"
#include "ui/session/run.h"
#include "ui/session/time_marks.h"
#include "ui/session/trouble.h"
#include "ui/session/viewport.h"
#include "ui/session/world.h"

#include <memory>
#include <optional>

namespace stampede::ui {

class Stepper;
struct WorkDone;

/// The one owner of what is shown: the scenario, its runs, the selection; and, each a part with signals of
/// its own, the playhead (Playback), the visible range (Viewport), what is marked in time (TimeMarks) and the
/// live run (Live). Views listen and call setters; they never talk to each other. Lives on the window's
/// thread; runs are computed on a worker and the newest request wins. All signals are emitted only on a real
/// change.
class Session : public QObject {
    Q_OBJECT

public:
    explicit Session(QObject* parent = nullptr);
    ~Session() override;

    Playback& playback() const;
    Viewport& viewport() const;
    TimeMarks& marks() const;
    Stepper& stepper() const;
    Live& live() const;

    const Scenario& scenario() const;
    /// Changes what is asked for and re-simulates; playhead, zoom and selection stay where they still make
    /// sense. Bookmarks alone make no new run.
    void setScenario(const Scenario& scenario);

    /// The newest complete run, or nullptr before the first. While another is computed it stays (dimmed by
    /// views). While a question about it is open it is masked: it has the arrivals, and nothing that came of
    /// them.
    RunPtr run() const;
    /// The same arrivals under the strategy "none"; nullptr until it is known, and while a question is open.
    RunPtr ghost() const;
    /// The run forks at this fault of the scenario: what would have been without it is worth knowing. Takes
    /// effect with the next scenario; nullopt at once.
    void setForkedBy(std::optional<Fault> fault);
    const std::optional<Fault>& forkedBy() const;
    /// The same scenario without that fault; nullptr until it is known, when nothing forks, and while a
    /// question is open.
    RunPtr fork() const;
    bool computing() const;
    /// Nothing is under way: run and ghost are those of the newest request, or it failed.
    bool settled() const;
    /// What went wrong with the newest request; of kind "none" when nothing did.
    const Trouble& trouble() const;
    /// The run that is shown, or its recording, comes from a live world; it may still go on.
    bool showsLiveRun() const;
    /// Makes the newest run once more: of use in a live world, where no two runs are the same.
    void runAgain();
    /// Shows what a file holds instead of a run. Its scenario becomes scenario(); changing that simulates
    /// again. Throws InputError when the recording's scenario cannot be read.
    void show(RecordingPtr recording);

    CallId selected() const;
    void select(CallId call);
    CallId hovered() const;
    void hover(CallId call);

    /// A question is open: the runs are masked, and nothing plays.
    bool masked() const;
    void setMasked(bool masked);

    /// A live world runs the scenario once when asked to. While it does, what the run can take on of a new
    /// scenario acts on it; what it cannot take on starts another one.
    const World& world() const;
    void setWorld(const World& world);

signals:
    void scenarioChanged();
    void runChanged();
    void ghostChanged();
    void forkChanged();
    void computingChanged(bool computing);
    void progressed(double fraction);  ///< of a run that takes long
    void settledNow();                 ///< settled() has become true
    void selectionChanged(CallId call);
    void hoverChanged(CallId call);
    void maskedChanged(bool masked);
    void worldChanged();
    void failed(const QString& sentence);  ///< a run could not be made; says why

private:
    void submit();
    void receive(const WorkDone& outcome);
    void receiveRun(const WorkDone& outcome);
    void fail(const WorkDone& outcome);
    void useRun(const RunPtr& run);
    void follow();
    void discard(RunPtr run);
    void announceComputing();

    struct State;
    std::unique_ptr<State> d_;
};

}  // namespace stampede::ui
