#include "ui/live/versus.h"

#include "core/analysis/recorded_scenario.h"
#include "core/world/world.h"
#include "ui/session/run.h"

namespace stampede::ui {

Where inWorld(const Run& run)
{
    const std::string& world = run.recording->world;
    return {&run.scenario, run_start, never, -1, {}, world == "simulated" ? std::string_view() : world};
}

Versus::Versus(Session& session, QObject* parent)
    : QObject(parent), session_(session), batch_(Batch::Urgency::soon)
{
    connect(&session_, &Session::runChanged, this, &Versus::follow);
    connect(&batch_, &Batch::failed, this, [this](const QString& sentence) {
        trouble_ = sentence;
        emit changed();
        emit settledNow();
    });
}

void Versus::setWatched(bool watched)
{
    if (std::exchange(watched_, watched) == watched) return;
    if (watched)
        follow();
    else
        batch_.stop();
}

/// There is nothing live to compare with any more.
void Versus::clear()
{
    batch_.stop();
    live_ = simulated_ = nullptr;
    trouble_.clear();
    emit changed();
    emit settledNow();
}

void Versus::follow()
{
    if (live_ && !possible()) clear();
    if (!watched_ || !possible() || live_ == session_.run()) return;
    live_ = session_.run();
    simulated_ = nullptr;
    trouble_.clear();
    emit changed();
    const RunPtr live = live_;
    batch_.start({[this, live](const std::stop_token& stop) -> Batch::Deliver {
        Scenario scenario = recorded_scenario(*live->recording).value_or(live->scenario);
        if (live->recording->cut_short) scenario.horizon = live->recording->end - run_start;
        RunControl control;
        control.stop = stop;
        RecordingPtr recording = simulate_steered(scenario, live->recording->changes, control);
        if (!recording) return {};
        const RunPtr made = prepareRun(scenario, std::move(recording), false);
        return [this, live, made] {
            if (live != live_) return;
            simulated_ = made;
            emit changed();
            emit settledNow();
        };
    }});
}

}  // namespace stampede::ui
