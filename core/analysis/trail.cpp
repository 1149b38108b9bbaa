#include "core/analysis/trail.h"

#include <algorithm>

namespace stampede {

namespace {

bool has(const Recording& r, CallId call)
{
    if (call.is_nobody()) return false;
    return call.number() <= (call.is_refresh() ? r.refreshes.size() : r.requests.size());
}

std::vector<CallId> started_by(const Recording& r, CallId call)
{
    std::vector<CallId> list;
    for (std::uint32_t n = 1; n <= r.refreshes.size(); ++n)
        if (r.refreshes[n - 1].parent == call) list.push_back(CallId::refresh(n));
    return list;
}

}  // namespace

Trail trail_of(const Recording& r, CallId call)
{
    Trail trail;
    if (!has(r, call)) return trail;
    trail.call = call;
    const std::vector<CallId> started = started_by(r, call);
    for (std::size_t i = 0; i < r.events.size(); ++i) {
        const CallId by = r.events[i].call;
        if (by == call)
            trail.own.push_back(static_cast<std::uint32_t>(i));
        else if (!started.empty() && by.is_refresh() &&
                 std::find(started.begin(), started.end(), by) != started.end())
            trail.started.push_back(static_cast<std::uint32_t>(i));
    }
    return trail;
}

std::size_t happened(const Recording& r, const std::vector<std::uint32_t>& events, Instant t)
{
    const auto after = std::partition_point(events.begin(), events.end(),
                                            [&](std::uint32_t i) { return r.events[i].at <= t; });
    return static_cast<std::size_t>(after - events.begin());
}

Instant begin_of(const Recording& r, const Trail& trail)
{
    return trail.own.empty() ? never : r.events[trail.own.front()].at;
}

Instant end_of(const Recording& r, const Trail& trail)
{
    for (std::size_t i = trail.own.size(); i-- > 0;) {
        const Event& e = r.events[trail.own[i]];
        if (ends_request(e.what()) || e.what() == EventKind::refresh_ended) return e.at;
    }
    return never;
}

}  // namespace stampede
