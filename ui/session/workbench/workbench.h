#pragma once

#include <QObject>
#include <QString>
#include <QUndoStack>

#include "core/analysis/timeline.h"
#include "core/recording/recording.h"
#include "core/scenario/scenario.h"
#include "core/scenario/scenario_file.h"

#include <functional>
#include <optional>
#include <vector>

namespace stampede::ui {

class Session;

/// Changes the session's scenario on behalf of a person: opens presets and files, chooses strategies, moves
/// parameters, and remembers what was opened (to reset to) and what was before (to undo to). One drag is one
/// step.
class Workbench : public QObject {
    Q_OBJECT

public:
    explicit Workbench(Session& session, QObject* parent = nullptr);

    /// Takes a scenario as opened. `id` is the preset's, or empty. When its run is there, the playhead goes
    /// to `at`, or else to a telling moment.
    void open(const Scenario& scenario, const QString& id, std::optional<Instant> at = {});
    /// Takes a recording as opened: what it holds is shown; changing its scenario simulates anew.
    /// Throws InputError when the recording's scenario cannot be read.
    void openRecording(RecordingPtr recording, const QString& id, std::optional<Instant> at = {});
    /// Unless the guard objects.
    void openPreset(const Preset& preset);
    /// Asked before a person's own work gives way to a preset; false: stay.
    void setGuard(std::function<bool()> mayLeave) { mayLeave_ = std::move(mayLeave); }
    QString openedId() const { return openedId_; }
    const Scenario& openedScenario() const { return opened_; }
    /// What was opened, with the strategy now chosen: what parameters are reset to.
    Scenario baseline() const;

    /// By the rule of `choose` (core/strategy/catalogue.h); the strategy that is there already stays as it
    /// is.
    void chooseStrategy(const QString& id);
    /// What chooseStrategy would make of the scenario. REQUIRES: a named strategy has this id.
    Scenario under(const QString& id) const;
    void chooseWhen(const std::vector<When>& when);
    void chooseWho(Who who);
    void chooseMeanwhile(const std::vector<Meanwhile>& meanwhile);

    /// While a drag goes on (between beginDrag and endDrag) all changes are one step of undo.
    void change(const std::function<void(Scenario&)>& edit);
    void beginDrag();
    void endDrag();
    /// Lets a fault happen, one step of undo. What would have come without it stays to be seen beside what
    /// comes.
    void inject(const Fault& fault);
    /// Takes the fault away at which the run forks.
    void dropFault();
    void resetAll();
    void undo() { steps_.undo(); }
    void redo() { steps_.redo(); }
    bool canUndo() const { return steps_.canUndo(); }
    bool canRedo() const { return steps_.canRedo(); }
    /// What undo would take back, and redo bring again, in a few words; empty when there is nothing.
    QString undoName() const { return steps_.undoText(); }
    QString redoName() const { return steps_.redoText(); }

signals:
    void opening();  ///< something else takes the place of what is there, which is still there
    void opened();
    void historyChanged();

private:
    Scenario withStrategy(StrategySpec spec) const;
    void takeStrategy(StrategySpec spec);
    void makePlace();
    void beginWith(const Scenario& scenario, const QString& id, std::optional<Instant> at);
    void push(const Scenario& next);
    void apply(const Scenario& scenario);
    void arrive();

    Session& session_;
    std::function<bool()> mayLeave_;
    Scenario opened_;
    QString openedId_;
    QUndoStack steps_;
    std::vector<Fault> injected_;  ///< newest last; the run forks at the newest that the scenario has
    bool arriving_ = false;        ///< the run of what was opened is still awaited
    std::optional<Instant> arriveAt_;
    bool dragging_ = false;
    int drags_ = 0;  ///< their number: changes of the newest one merge while it goes on
};

/// Where to look first: the bookmark that opens, else the share of the run at which most of what is worth
/// seeing has begun.
Instant tellingMoment(const Scenario& scenario, Instant from, Instant until);
/// Whose story to read first: somebody amid the crowd that waits, else who started
/// the newest load. REQUIRES: it has a request.
CallId tellingCall(const Recording& recording, const Timeline& timeline, Instant at);
/// A speed at which the run takes some ten seconds.
double comfortableSpeed(Duration length);

}  // namespace stampede::ui
