#pragma once

#include <QObject>
#include <QString>

#include "core/runtime/time.h"
#include "core/scenario/scenario.h"
#include "ui/session/views/context.h"
#include "ui/session/world.h"

#include <optional>

namespace stampede::ui {

/// Going away from what a person was working on, to look at something else, and coming back to it.
class Excursion : public QObject {
    Q_OBJECT

public:
    explicit Excursion(const Context& context, QObject* parent = nullptr);

    bool away() const { return left_.has_value(); }
    /// Notes what is there; while one is away already, it is what was there at first.
    void leave();
    /// Opens what was left: the scenario with its changes, playhead and world.
    void comeBack();
    /// Stays where one is.
    void forget() { left_.reset(); }
    /// What the person was working on: left, or still there.
    const Scenario& own() const;

private:
    struct Left {
        Scenario opened, now;
        QString id;
        World world;
        Instant playhead{};
    };
    Context context_;
    std::optional<Left> left_;
};

}  // namespace stampede::ui
