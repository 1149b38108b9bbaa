#pragma once

#include "ui/session/session.h"

#include <functional>
#include <vector>

namespace stampede::ui {

class Workbench;

/// Something worth trying next: a change of the scenario, one step of undo.
struct Suggestion {
    QString id;     ///< "kill-holder"
    QString title;  ///< "Kill the lock holder mid-query"
    QString tip;    ///< what to look at then
    std::function<void(Workbench&)> act;
};

/// Two to four for what is shown: made for the strategy, its options and what happens at `t`. None of them is
/// what is set already.
std::vector<Suggestion> suggestionsFor(const Run& run, CallId selected, Instant t);

}  // namespace stampede::ui
