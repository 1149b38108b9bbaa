#include "core/analysis/explanation.h"

#include "core/analysis/causes.h"
#include "core/analysis/phrases.h"

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
    if (!begin) return who + " left no trace: it was there when the run began.";
    if (!end) return who + " had not ended when the run was over.";
    const std::string after = " after " + phrase(end->at - begin->at);
    switch (end->what()) {
    case EventKind::answered_fresh: return who + " was answered" + after + " from the cache.";
    case EventKind::answered_stale: return who + " was answered" + after + " with the old value.";
    case EventKind::answered_loaded: return who + " was answered" + after + " with what it loaded itself.";
    case EventKind::answered_shared:
        return who + " was answered" + after + " with what " +
               (loader.is_nobody() ? "another" : phrase(loader)) + " had loaded.";
    case EventKind::rejected: return who + " was rejected: the queue of its instance was full.";
    case EventKind::failed: return who + " failed" + after + ".";
    default: return who + " ended" + after + ".";
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
