#include "ui/session/workbench/scenario_step.h"

#include "core/strategy/catalogue.h"
#include "ui/look/words/strategy_words.h"
#include "ui/look/words/tr.h"
#include "ui/session/parameters/parameter.h"

namespace stampede::ui {

QString stepName(const Scenario& before, const Scenario& after)
{
    if (before.strategy.name != after.strategy.name) {
        const NamedStrategy* named = find_strategy(after.strategy.name);
        return named ? tr("strategy %1").arg(nameText(*named)) : tr("strategy of your own");
    }
    if (before.faults.size() != after.faults.size()) return tr("fault");
    if (before.bookmarks != after.bookmarks) return tr("bookmark");
    if (before.name != after.name) return tr("scenario");
    if (shapeOf(before) != shapeOf(after)) return tr("settings");
    QString name;
    for (const Parameter& p : parametersOf(after)) {
        if (p.same(p.get(before), p.get(after))) continue;
        if (!name.isEmpty()) return tr("settings");
        name = p.label;
    }
    return name.isEmpty() ? tr("strategy") : name;
}

ScenarioStep::ScenarioStep(const Scenario& before, const Scenario& after, Apply apply, int drag)
    : QUndoCommand(stepName(before, after)), before_(before), after_(after), apply_(std::move(apply)),
      drag_(drag)
{
}

bool ScenarioStep::mergeWith(const QUndoCommand* next)
{
    after_ = static_cast<const ScenarioStep*>(next)->after_;
    setText(stepName(before_, after_));
    setObsolete(before_ == after_);
    return true;
}

}  // namespace stampede::ui
