#include "core/analysis/explanation.h"

#include "core/analysis/causes.h"
#include "core/analysis/phrases.h"
#include "core/runtime/say.h"

#include <fmt/format.h>

#include <optional>

namespace stampede {

namespace {

std::string headline_of(const Recording& r, const Explanation& e, CallId loader)
{
    std::string who = phrase(e.call);
    who.front() = who.front() == 'r' ? 'R' : who.front();
    std::optional<Event> begin, end;
    for (const Event& x : r.events) {
        if (x.call != e.call) continue;
        if (!begin) begin = x;
        if (ends_request(x.what()) || x.what() == EventKind::refresh_ended) end = x;
    }
    if (!begin) return say("{} left no trace: it was there when the run began.", who);
    if (!end) return say("{} had not ended when the run was over.", who);
    const std::string after = say(" after {}", phrase(end->at - begin->at));
    switch (end->what()) {
    case EventKind::answered_fresh: return say("{} was answered{} from the cache.", who, after);
    case EventKind::answered_stale: return say("{} was answered{} with the old value.", who, after);
    case EventKind::answered_loaded: return say("{} was answered{} with what it loaded itself.", who, after);
    case EventKind::answered_shared:
        return say("{} was answered{} with what {} had loaded.", who, after,
                   loader.is_nobody() ? say("another") : phrase(loader));
    case EventKind::rejected: return say("{} was rejected: the queue of its instance was full.", who);
    case EventKind::failed: return say("{} failed{}.", who, after);
    default: return say("{} ended{}.", who, after);
    }
}

}  // namespace

Duration delta_of(const EntryBand& entry, const Scenario& scenario)
{
    return entry.load_time > Duration::zero() ? entry.load_time : scenario.database.query_time;
}

Explanation explain(const Recording& r, const Scenario& s, CallId call)
{
    Explanation e;
    e.call = call;
    e.steps = story_of(r, s, trail_of(r, call), nullptr);
    e.causes = causes_of(r, call);
    e.headline = headline_of(r, e, loader_of(r, call));
    return e;
}

}  // namespace stampede
