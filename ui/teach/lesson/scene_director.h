#pragma once

#include <QObject>

#include "core/lesson/lesson.h"
#include "ui/session/views/context.h"

#include <memory>
#include <optional>

namespace stampede::ui {

/// Puts the scenes of a lesson on the stage: opens the run, and when it is there, sets playhead, range and
/// selection, and plays.
class SceneDirector : public QObject {
    Q_OBJECT

public:
    SceneDirector(const Context& context, QObject* parent = nullptr);

    /// What a step shows. `whole` is all that holds at it; `written` what its own scene says: only that is
    /// set when the run is on the stage already, unless one comes from elsewhere (`jumps`).
    void show(const Lesson& lesson, const Scene& whole, const Scene& written, bool jumps);
    /// The run of the last scene is being shown, untouched.
    bool onStage() const;
    /// Lets go of what is still to come.
    void stop();

signals:
    /// The run is there and the playhead where it belongs.
    void staged();

private:
    void arrange();
    void watchPlayhead(Instant t);

    Context context_;
    Scenario wanted_;
    std::optional<Scene> pending_;
    bool arrives_ = false;  ///< with another run
    std::optional<Instant> playUntil_;
};

}  // namespace stampede::ui
