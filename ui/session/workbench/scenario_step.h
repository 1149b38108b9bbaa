#pragma once

#include <QUndoCommand>

#include "core/scenario/scenario.h"

#include <functional>

namespace stampede::ui {

/// One change of the scenario, for a stack of undo. Changes of one drag merge; a change that leads back to
/// where it began is none.
class ScenarioStep : public QUndoCommand {
public:
    using Apply = std::function<void(const Scenario&)>;

    /// `drag`: steps of the same one merge; 0: none does.
    ScenarioStep(const Scenario& before, const Scenario& after, Apply apply, int drag);

    void undo() override { apply_(before_); }
    void redo() override { apply_(after_); }
    int id() const override { return drag_ > 0 ? drag_ : -1; }
    bool mergeWith(const QUndoCommand* next) override;

private:
    Scenario before_, after_;
    Apply apply_;
    int drag_;
};

/// What the change is, in a few words: "TTL", "strategy Locking", "fault". Empty where nothing has a name.
QString stepName(const Scenario& before, const Scenario& after);

}  // namespace stampede::ui
