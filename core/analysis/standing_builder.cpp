#include "core/analysis/standing.h"
#include "core/analysis/timeline_parts.h"

#include <algorithm>
#include <unordered_map>

namespace stampede {

namespace {

constexpr std::uint32_t none = UINT32_MAX;

/// Reads a recording once.
class StandingBuilder {
public:
    StandingBuilder(const Recording& r, const Timeline& t, bool keep_arrivals)
        : r_(r), t_(t), keep_arrivals_(keep_arrivals), joined_(t.lanes.size(), none),
          led_(t.lanes.size(), none)
    {
    }
    Standing build();

private:
    void read(const Event& e);
    void take_off(const Event& e);
    void land(CallId call, Instant at);
    void join(const Event& e);
    void leave(CallId call, Instant at);
    void killed(const Event& e);
    void inside(const Event& e, int by) { step(inside_, inside_now_, r_.call(e.call).instance, e.at, by); }
    void queued(const Event& e, int by) { step(queued_, queued_now_, r_.call(e.call).instance, e.at, by); }
    static void step(Collected<Step>& curve, std::vector<std::uint32_t>& now, std::uint16_t instance,
                     Instant at, int by);
    void count_keys();
    static std::uint64_t place(const CallFacts& c) { return std::uint64_t{c.instance} << 32 | c.key; }

    const Recording& r_;
    const Timeline& t_;
    bool keep_arrivals_;
    Standing out_;
    std::vector<std::uint32_t> joined_, led_;                ///< by lane: the flight it waits for or leads
    std::unordered_map<std::uint64_t, std::uint32_t> open_;  ///< by instance and key
    Collected<std::uint32_t> of_key_;
    Collected<Join> joins_;
    Collected<Instant> left_, asked_;
    Collected<Step> inside_, queued_;
    Collected<BreakerChange> breakers_;
    std::vector<std::uint32_t> inside_now_, queued_now_;  ///< by instance
};

std::uint32_t instances_in(const Recording& r)
{
    std::uint32_t count = 1;
    for (const CallFacts& c : r.requests) count = std::max<std::uint32_t>(count, c.instance + 1u);
    for (const CallFacts& c : r.refreshes) count = std::max<std::uint32_t>(count, c.instance + 1u);
    return count;
}

Standing StandingBuilder::build()
{
    const std::uint32_t instances = instances_in(r_);
    inside_now_.resize(instances);
    queued_now_.resize(instances);
    for (const Event& e : r_.events) read(e);
    const auto keys = static_cast<std::uint32_t>(t_.keys.size());
    const auto flights = static_cast<std::uint32_t>(out_.flights.size());
    out_.flights_of = of_key_.by_key(keys);
    out_.asked = asked_.by_key(keys);
    out_.joins = joins_.by_key(flights);
    out_.left = left_.by_key(flights);
    out_.inside = inside_.by_key(instances);
    out_.queued = queued_.by_key(instances);
    out_.breakers = breakers_.by_key(instances);
    if (keys > 1) count_keys();
    return std::move(out_);
}

void StandingBuilder::read(const Event& e)
{
    const EventKind what = e.what();
    if (e.call.is_nobody()) return what == EventKind::instance_killed ? killed(e) : void();
    switch (what) {
    case EventKind::arrived:
        if (keep_arrivals_) asked_.add(r_.call(e.call).key, e.at);
        return inside(e, +1);
    case EventKind::queued: return queued(e, +1);
    case EventKind::worker_taken: return queued(e, -1);
    case EventKind::led: leave(e.call, e.at); return take_off(e);
    case EventKind::joined: return join(e);
    case EventKind::re_elected:
    case EventKind::deadline_passed:
    case EventKind::soft_timeout: return leave(e.call, e.at);
    case EventKind::breaker_opened:
        return breakers_.add(r_.call(e.call).instance, {e.at, BreakerState::open});
    case EventKind::breaker_probed:
        return breakers_.add(r_.call(e.call).instance, {e.at, BreakerState::half_open});
    case EventKind::breaker_closed:
        return breakers_.add(r_.call(e.call).instance, {e.at, BreakerState::closed});
    case EventKind::refresh_ended: leave(e.call, e.at); return land(e.call, e.at);
    default:
        if (!ends_request(what)) return;
        leave(e.call, e.at);
        land(e.call, e.at);
        inside(e, -1);
    }
}

void StandingBuilder::take_off(const Event& e)
{
    const CallFacts& c = r_.call(e.call);
    const auto flight = static_cast<std::uint32_t>(out_.flights.size());
    const auto [before, is_new] = open_.try_emplace(place(c), flight);
    if (!is_new) {
        out_.flights[before->second].until = e.at;
        before->second = flight;
    }
    out_.flights.push_back({e.call, c.instance, e.at, never});
    of_key_.add(c.key, flight);
    led_[t_.lanes.lane(e.call)] = flight;
}

void StandingBuilder::land(CallId call, Instant at)
{
    const std::uint32_t flight = std::exchange(led_[t_.lanes.lane(call)], none);
    if (flight == none || out_.flights[flight].until != never) return;
    out_.flights[flight].until = at;
    const auto found = open_.find(place(r_.call(call)));
    if (found != open_.end() && found->second == flight) open_.erase(found);
}

void StandingBuilder::join(const Event& e)
{
    const auto found = open_.find(place(r_.call(e.call)));
    if (found == open_.end()) return;
    joined_[t_.lanes.lane(e.call)] = found->second;
    joins_.add(found->second, {e.call, e.at});
}

void StandingBuilder::leave(CallId call, Instant at)
{
    const std::uint32_t flight = std::exchange(joined_[t_.lanes.lane(call)], none);
    if (flight != none) left_.add(flight, at);
}

/// Its requests end as failed in the recording itself; its refreshes end without a word.
void StandingBuilder::killed(const Event& e)
{
    for (std::uint32_t n = 1; n <= r_.refreshes.size(); ++n) {
        if (r_.refreshes[n - 1].instance != e.aux()) continue;
        leave(CallId::refresh(n), e.at);
        land(CallId::refresh(n), e.at);
    }
    const auto instance = static_cast<std::uint16_t>(e.aux());
    if (instance >= queued_now_.size() || queued_now_[instance] == 0) return;
    step(queued_, queued_now_, instance, e.at, -static_cast<int>(queued_now_[instance]));
}

void StandingBuilder::step(Collected<Step>& curve, std::vector<std::uint32_t>& now, std::uint16_t instance,
                           Instant at, int by)
{
    std::uint32_t& value = now[instance];
    value = by < 0 && value < static_cast<std::uint32_t>(-by) ? 0 : value + static_cast<std::uint32_t>(by);
    curve.set(instance, Step{at, value});
}

void add(Intervals& list, Instant from, Instant until)
{
    if (until <= from) return;
    list.from.push_back(from);
    list.until.push_back(until);
}

void sort(Intervals& list)
{
    for (auto* side : {&list.from, &list.until})
        if (!std::is_sorted(side->begin(), side->end())) std::sort(side->begin(), side->end());
}

void StandingBuilder::count_keys()
{
    for (const EntryBand& e : t_.entries.items) {
        const Instant gone = std::min(e.gone_at, e.kept_until), expired = std::min(e.fresh_until, gone);
        add(out_.fresh, e.stored_at, expired);
        add(out_.stale, expired, gone);
    }
    for (const LockBand& l : t_.locks.items)
        add(out_.locked, l.taken, l.how == LockEnd::open ? never : l.until);  // held when the run ends
    for (const Flight& f : out_.flights) add(out_.in_flight, f.from, f.until);
    for (Intervals* list : {&out_.fresh, &out_.stale, &out_.locked, &out_.in_flight}) sort(*list);
}

}  // namespace

Standing build_standing(const Recording& recording, const Timeline& timeline, bool keep_arrivals)
{
    return StandingBuilder(recording, timeline, keep_arrivals).build();
}

}  // namespace stampede
