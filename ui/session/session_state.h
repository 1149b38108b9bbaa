#pragma once

#include "ui/session/run_worker.h"
#include "ui/session/session.h"
#include "ui/session/stepper.h"

#include <QElapsedTimer>
#include <QTimer>

namespace stampede::ui {

/// What a session holds. Internal to it: its code stands in two files, runs in one and time in the other.
struct Session::State {
    Scenario scenario;
    QString world = QStringLiteral("simulated");
    RunPtr run, ghost, fork;
    std::uint64_t newest = 0;  ///< number of the newest job
    std::uint64_t runDone = 0, ghostDone = 0;
    Trouble trouble;
    bool wasComputing = false;

    Instant playhead{};
    std::optional<Instant> reach;  ///< how far the playhead may go beyond the end of the run
    bool atEnd = false;            ///< the playhead stands at the end and stays there when the run changes
    TimeRange visible{run_start, run_start + std::chrono::seconds(1)};
    bool fitted = true;  ///< nobody has zoomed: the range follows what there is to see
    CallId selected, hovered;

    bool masked = false;
    bool playing = false;
    double speed = 1;
    Instant playedFrom{};
    QElapsedTimer sincePlay;
    QTimer tick;
    QTimer liveRest;  ///< a live run starts again when the sliders have rested
    std::unique_ptr<RunWorker> worker;

    RecordingPtr shown;  ///< a recording from a file is shown instead of a run

    std::string address;  ///< of somebody else's server, with its password; else empty
    LiveState live;
    Scenario liveBegan;              ///< the scenario that the live run started with
    Instant glideFrom{}, glideTo{};  ///< the playhead follows a live run from one picture of it to the next
    QElapsedTimer sinceGlide;

    std::optional<Fault> forkedBy;  ///< the fault that the fork is without
    TimeMarks marks;
    MarkerKinds pauseOn;
    Stepper* stepper = nullptr;  ///< a child of the session
    bool idleHidden = false;
};

}  // namespace stampede::ui
