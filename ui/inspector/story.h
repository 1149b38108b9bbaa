#pragma once

#include <QString>

#include "ui/session/session.h"

#include <vector>

namespace stampede::ui {

/// One thing that a call did or met, as a sentence without a subject: "GET product:123 → miss".
struct StoryLine {
    Instant at{};
    QString text;
};

/// What happened to a call, in order of time. Looks in vain are summed up.
std::vector<StoryLine> storyOf(const Run& run, CallId call);

}  // namespace stampede::ui
