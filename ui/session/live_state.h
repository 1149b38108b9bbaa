#pragma once

#include <QString>

#include "core/world/live_world.h"

namespace stampede::ui {

/// How the session stands with a live world.
struct LiveState {
    enum class Phase { none, starting, connecting, running, lost, leaving, ended, failed };
    Phase phase = Phase::none;  ///< none: the world is simulated, or a recording is shown
    LiveStatus server;          ///< what the run told last
    bool stopped = false;       ///< a person ended the run
    bool outdated = false;      ///< settings have changed since the run ended
    QString startsAgainFor;     ///< the field for whose sake a new run starts, such as "instances.count"
    QString refusal;            ///< why the settings just wanted were not taken on

    bool goesOn() const { return phase >= Phase::starting && phase <= Phase::leaving; }
    friend bool operator==(const LiveState&, const LiveState&) = default;
};

}  // namespace stampede::ui
