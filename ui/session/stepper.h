#pragma once

#include <QObject>

#include "core/analysis/causality.h"
#include "ui/session/session.h"

#include <optional>

namespace stampede::ui {

/// Goes through a run from event to event: along a call, to causes and to effects, from marker to marker.
/// Playhead and selection go along. Lives on the window's thread, and as long as its session.
class Stepper : public QObject {
    Q_OBJECT

public:
    explicit Stepper(Session& session);

    /// The event that was stepped to, or else the last one at or before the playhead; none before the first
    /// one.
    std::optional<std::size_t> event() const;

    /// To the next (+1) or previous (−1) event of the selected call, or of the call of the current event.
    void alongCall(int direction);
    void toCause();
    void toEffect();
    /// Of the kinds that playing stops at, or of any kind when it stops at none.
    void toMarker(int direction);

signals:
    /// A step went to an event, perhaps to another one of the same instant.
    void stepped();
    /// The step before led nowhere; why, in words.
    void stuck(const QString& sentence);

private:
    /// Where steps along a call or to causes start.
    std::optional<std::size_t> start() const;
    void go(std::optional<std::size_t> event, const QString& otherwise);

    Session& session_;
    std::optional<std::size_t> at_;  ///< what was stepped to, while nothing else has moved the playhead
    bool going_ = false;
};

}  // namespace stampede::ui
