#include "ui/teach/learn/excursion.h"

#include "ui/session/session.h"
#include "ui/session/workbench/workbench.h"

namespace stampede::ui {

Excursion::Excursion(const Context& context, QObject* parent) : QObject(parent), context_(context) {}

void Excursion::leave()
{
    if (left_) return;
    left_ =
        Left{context_.workbench.openedScenario(), context_.session.scenario(), context_.workbench.openedId(),
             context_.session.world(), context_.session.playback().playhead()};
}

void Excursion::comeBack()
{
    if (!left_) return;
    const Left left = *std::exchange(left_, std::nullopt);
    context_.session.setWorld(left.world);
    context_.workbench.open(left.opened, left.id, left.playhead);
    context_.workbench.change([&](Scenario& s) { s = left.now; });
}

const Scenario& Excursion::own() const
{
    return left_ ? left_->now : context_.session.scenario();
}

}  // namespace stampede::ui
