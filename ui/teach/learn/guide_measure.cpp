#include "ui/teach/learn/guide_measure.h"

#include "core/strategy/catalogue.h"
#include "core/world/world.h"
#include "ui/session/session.h"
#include "ui/session/workbench/workbench.h"

namespace stampede::ui {

GuideMeasure::GuideMeasure(const Context& context, QObject* parent)
    : QObject(parent), context_(context), batch_(Batch::Urgency::later)
{
    connect(&batch_, &Batch::finished, this, &GuideMeasure::settledNow);
    connect(&batch_, &Batch::failed, this, &GuideMeasure::settledNow);
    connect(&context_.session, &Session::scenarioChanged, this, &GuideMeasure::start);
    start();
}

void GuideMeasure::start()
{
    measured_.clear();
    std::vector<Batch::Task> tasks;
    for (const NamedStrategy& named : catalogue()) {
        const Scenario scenario = context_.workbench.under(QString::fromStdString(named.id));
        tasks.push_back([this, scenario, id = named.id](const std::stop_token& stop) -> Batch::Deliver {
            RunControl control;
            control.stop = stop;
            const RecordingPtr recording = simulate(scenario, control);
            if (!recording) return {};
            return [this, id, measured = Measured{scenario, measure(*recording)}] {
                measured_[id] = measured;
                emit arrived(QString::fromStdString(id));
            };
        });
    }
    batch_.start(std::move(tasks));
}

const GuideMeasure::Measured* GuideMeasure::of(const std::string& strategy) const
{
    const auto at = measured_.find(strategy);
    return at == measured_.end() ? nullptr : &at->second;
}

}  // namespace stampede::ui
