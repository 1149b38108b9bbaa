#include "core/analysis/pseudo_code.h"

#include <algorithm>

namespace stampede {

bool Cue::fits(const Event& e) const
{
    if (e.what() != what || (aux >= 0 && e.aux() != static_cast<std::uint32_t>(aux))) return false;
    return by == By::anybody || (by == By::refresh) == e.call.is_refresh();
}

bool CodeLine::has(const Event& e) const
{
    return std::any_of(cues.begin(), cues.end(), [&](const Cue& c) { return c.fits(e); });
}

bool has_no_place(EventKind what)
{
    switch (what) {
    case EventKind::failed:  // it fails where it is
    case EventKind::rejected:
    case EventKind::refresh_ended:
    case EventKind::query_ended:  // the database's side of a load; the caller may be elsewhere by then
    case EventKind::query_failed:
    case EventKind::query_timed_out:
    case EventKind::query_started:
    case EventKind::breaker_opened:
    case EventKind::breaker_closed: return true;
    default: return false;
    }
}

namespace {

/// Of several lines that an event can mean, the next one from where the call is.
int line_of(const Code& code, const Event& e, int from)
{
    const int count = static_cast<int>(code.lines.size());
    for (int step = 0; step < count; ++step) {
        const int line = (std::max(from, 0) + step) % count;
        if (code.lines[static_cast<std::size_t>(line)].has(e)) return line;
    }
    return -1;
}

}  // namespace

CodeWalk::CodeWalk(const Code& code, const Recording& r, const Trail& trail) : lines_(code.lines.size())
{
    const auto walk = [&](const std::vector<std::uint32_t>& events, std::vector<Stop>& stops) {
        int line = -1;
        for (std::uint32_t i : events) {
            const Event& e = r.events[i];
            if (has_no_place(e.what())) continue;
            const int next = line_of(code, e, line);
            if (next < 0) continue;
            line = next;
            stops.push_back({e.at, line});
        }
    };
    walk(trail.own, own_);
    walk(trail.started, started_);
    ends_ = end_of(r, trail);
    for (std::uint32_t i : trail.started)
        if (r.events[i].what() == EventKind::refresh_ended) started_ends_ = r.events[i].at;
}

int CodeWalk::last_until(const std::vector<Stop>& stops, Instant t)
{
    const auto after =
        std::partition_point(stops.begin(), stops.end(), [t](const Stop& s) { return s.at <= t; });
    return after == stops.begin() ? -1 : (after - 1)->line;
}

CodeWalk::Place CodeWalk::at(Instant t) const
{
    Place place;
    place.line = last_until(own_, t);
    if (t < ends_) return place;
    const int background = last_until(started_, t);
    place.in_background = background >= 0 && t < started_ends_;
    place.over = !place.in_background;
    if (place.in_background) place.line = background;
    return place;
}

std::vector<bool> CodeWalk::passed(Instant t) const
{
    std::vector<bool> lines(lines_);
    for (const auto* stops : {&own_, &started_})
        for (const Stop& s : *stops) {
            if (s.at > t) break;
            lines[static_cast<std::size_t>(s.line)] = true;
        }
    return lines;
}

}  // namespace stampede
