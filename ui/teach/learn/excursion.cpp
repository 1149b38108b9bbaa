#include "ui/teach/learn/excursion.h"

#include "ui/session/session.h"
#include "ui/session/workbench/workbench.h"

namespace stampede::ui {

Excursion::Excursion(const Desk& desk, QObject* parent) : QObject(parent), desk_(desk) {}

void Excursion::leave()
{
    if (left_) return;
    left_ = Left{desk_.workbench.openedScenario(), desk_.session.scenario(), desk_.workbench.openedId(),
                 desk_.session.world(), desk_.session.playhead()};
}

void Excursion::comeBack()
{
    if (!left_) return;
    const Left left = *std::exchange(left_, std::nullopt);
    desk_.session.setWorld(left.world);
    desk_.workbench.open(left.opened, left.id, left.playhead);
    desk_.workbench.change([&](Scenario& s) { s = left.now; });
}

const Scenario& Excursion::own() const
{
    return left_ ? left_->now : desk_.session.scenario();
}

}  // namespace stampede::ui
