#include "ui/lab/commands/fault_commands.h"

#include "ui/look/words/event_text.h"
#include "ui/session/commands/commands.h"
#include "ui/session/session.h"
#include "ui/session/workbench/workbench.h"

#include <algorithm>

namespace stampede::ui {

namespace {

/// As long as it takes to matter: a few queries, or a tenth of what is in sight.
Duration telling(const Session& s)
{
    return std::max<Duration>(s.scenario().database.query_time * 3, s.viewport().content().length() / 10);
}

std::uint32_t instanceOfSelected(const Session& s)
{
    const RunPtr run = s.run();
    const CallId call = s.selected();
    return run && !call.is_nobody() ? run->recording->call(call).instance + 1u : 1u;
}

Fault ofKind(FaultKind kind)
{
    Fault f;
    f.kind = kind;
    return f;
}

}  // namespace

void addFaultCommands(const Context& context)
{
    Session& s = context.session;
    Workbench& workbench = context.workbench;
    const auto possible = [&s] { return s.run() && s.world().isSimulated() && !s.masked(); };
    const auto add = [&](const char* id, const QString& title, FaultKind kind, auto finish) {
        const auto act = [&s, &workbench, kind, finish] {
            Fault f = ofKind(kind);
            f.at = std::max(s.playback().playhead(), run_start);
            finish(f);
            s.playback().setPlaying(false);
            workbench.inject(f);
        };
        context.commands.add({QStringLiteral("break-") + QLatin1String(id),
                              Command::Group::time,
                              Commands::tr("At the playhead: %1").arg(title),
                              {},
                              act,
                              possible,
                              4});
    };
    const auto plain = [](Fault&) {};
    const auto lasting = [&s](Fault& f) { f.duration = telling(s); };
    const auto onInstance = [&s](Fault& f) { f.instance = instanceOfSelected(s); };
    add("holder", Commands::tr("kill the lock's holder"), FaultKind::kill_lock_holder, plain);
    add("kill", Commands::tr("kill the instance of the selected request"), FaultKind::kill_instance,
        onInstance);
    add("pause", Commands::tr("pause the instance of the selected request"), FaultKind::pause_instance,
        [=](Fault& f) { onInstance(f), lasting(f); });
    add("flush", Commands::tr("flush the busiest key"), FaultKind::flush_key,
        [&s](Fault& f) { f.key = s.run()->timeline.busiest_key + 1; });
    add("slow", Commands::tr("make the database 5 times as slow"), FaultKind::database_slow,
        [=](Fault& f) { f.times = 5, lasting(f); });
    add("database", Commands::tr("take the database down"), FaultKind::database_down, lasting);
    add("redis", Commands::tr("take Redis down"), FaultKind::redis_down, lasting);
    add("restart", Commands::tr("restart Redis, empty"), FaultKind::redis_restart, plain);
    context.commands.add({"break-drop",
                          Command::Group::time,
                          Commands::tr("Drop the fault at which the run forks"),
                          {},
                          [&workbench] { workbench.dropFault(); },
                          [&s] { return s.forkedBy().has_value(); },
                          4});
}

}  // namespace stampede::ui
