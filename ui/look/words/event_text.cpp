#include "ui/look/words/event_text.h"

#include "core/analysis/explanation.h"
#include "ui/look/words/call_text.h"
#include "ui/look/words/format.h"
#include "ui/look/words/tr.h"

namespace stampede::ui {

namespace {

QString ofWorld(const Scenario& scenario, const Event& e)
{
    const QString instance = QString::number(e.aux() + 1);
    switch (e.what()) {
    case EventKind::instance_killed: return tr("instance %1 is killed").arg(instance);
    case EventKind::instance_paused: return tr("instance %1 is paused").arg(instance);
    case EventKind::instance_resumed: return tr("instance %1 goes on").arg(instance);
    case EventKind::instance_removed: return tr("the balancer takes instance %1 out").arg(instance);
    case EventKind::instance_returned: return tr("the balancer takes instance %1 in again").arg(instance);
    case EventKind::health_check_failed: return tr("instance %1 fails a health check").arg(instance);
    case EventKind::fault_began:
        return e.aux() < scenario.faults.size() ? faultText(scenario.faults[e.aux()]) : tr("a fault begins");
    case EventKind::fault_ended: return tr("the fault is over");
    case EventKind::erased: return tr("the entry is deleted");
    case EventKind::warmed: return tr("a warming begins");
    case EventKind::alert: return tr("alert: the hit rate has fallen");
    default: return QString::fromLatin1(name(e.what())).replace(u'_', u' ');
    }
}

}  // namespace

QString eventText(const Recording& recording, const Timeline& timeline, const Scenario& scenario,
                  std::size_t event)
{
    const Event& e = recording.events[event];
    if (e.call.is_nobody()) return ofWorld(scenario, e);
    Trail trail;
    trail.call = e.call;
    trail.own = {static_cast<std::uint32_t>(event)};
    const auto steps = story_of(recording, scenario, trail, &timeline);
    const QString said = steps.empty() ? QString::fromLatin1(name(e.what())).replace(u'_', u' ')
                                       : QString::fromStdString(steps.front().text);
    return QStringLiteral("%1: %2").arg(callText(e.call), said);
}

QString faultText(const Fault& f)
{
    const QString instance = QString::number(f.instance), length = durationText(f.duration),
                  times = QString::number(f.times);
    switch (f.kind) {
    case FaultKind::kill_instance: return tr("instance %1 is killed").arg(instance);
    case FaultKind::kill_lock_holder: return tr("the lock's holder is killed");
    case FaultKind::pause_instance: return tr("instance %1 is paused for %2").arg(instance, length);
    case FaultKind::redis_down: return tr("Redis is down for %1").arg(length);
    case FaultKind::redis_restart: return tr("Redis restarts empty");
    case FaultKind::redis_slow: return tr("Redis is %1 times as slow for %2").arg(times, length);
    case FaultKind::database_down: return tr("the database is down for %1").arg(length);
    case FaultKind::database_slow: return tr("the database is %1 times as slow for %2").arg(times, length);
    case FaultKind::flush_key: return tr("key %1 is flushed").arg(f.key);
    case FaultKind::flush_all: return tr("all keys are flushed");
    case FaultKind::clock_jump: return tr("the clock of instance %1 jumps").arg(instance);
    case FaultKind::partition: return tr("instance %1 cannot reach Redis for %2").arg(instance, length);
    case FaultKind::lose_reply: return tr("an answer of Redis is lost");
    }
    return {};
}

}  // namespace stampede::ui
