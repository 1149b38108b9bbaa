#pragma once

#include <QString>

#include "core/recording/recording.h"
#include "core/scenario/scenario.h"

#include <optional>

namespace stampede::ui {

/// What a file that a person opens turned out to be.
struct AnyFile {
    QString path;                      ///< absolute
    std::optional<Scenario> scenario;  ///< a scenario, or one that replays an access log
    RecordingPtr recording;
    bool lesson = false;  ///< a lesson, which has not been read yet
    bool log = false;     ///< the scenario is made for an access log; there is no file of it yet
    QString remark;       ///< such as lines of a log that could not be read; may be empty
};

/// Reads a scenario, recording, access log or lesson: which of them follows from what is in it, never from
/// its name. A log gets a scenario that replays it into a cold cache. It may take long for a large file.
/// Throws InputError with one sentence.
AnyFile readAnyFile(const QString& path, const StrategySpec& strategyForLogs = StrategySpec());

/// Whether a file says that it is a lesson; false also if there is none.
bool isLessonFile(const QString& path);

}  // namespace stampede::ui
