#include "core/analysis/now.h"

#include "core/analysis/explanation.h"
#include "core/recording/events.h"
#include "core/strategy/when.h"

#include <algorithm>

namespace stampede {

namespace {

/// Loads that began so many before are taken to be over: a look at an instant must not read a whole run.
constexpr std::ptrdiff_t most_loads_looked_at = 20'000;

/// Calls `use` with each load that began at or before `t`, over or not, of those that may still run.
template <class Use>
void each_load_begun(const Timeline& timeline, Instant t, Use use)
{
    const auto& loads = timeline.loads;
    const auto begun =
        std::partition_point(loads.begin(), loads.end(), [&](const Load& l) { return l.began <= t; });
    for (auto l = begun - std::min<std::ptrdiff_t>(begun - loads.begin(), most_loads_looked_at); l != begun;
         ++l)
        use(*l);
}

bool waits(CallState s)
{
    return s == CallState::waiting || s == CallState::worker_queue || s == CallState::connection_queue;
}

std::uint32_t greatest(std::span<const Step> curve, Step peak, Instant from, Instant until)
{
    // Two changes at one instant are one step, so the peak of the run may be higher than any step of it.
    if (peak.value > 0 && peak.at >= from && peak.at <= until) return peak.value;
    std::uint32_t most = value_at(curve, from);
    const auto after =
        std::partition_point(curve.begin(), curve.end(), [&](const Step& s) { return s.at <= from; });
    for (auto s = after; s != curve.end() && s->at <= until; ++s) most = std::max(most, s->value);
    return most;
}

}  // namespace

std::vector<const Load*> loads_seen(const Timeline& timeline, Instant from, Instant until, std::size_t most)
{
    std::vector<const Load*> seen;
    for (const Load& load : timeline.loads) {
        if (load.began > until) break;
        if (std::min(load.ended, timeline.end) < from) continue;
        if (seen.size() == most) return {};
        seen.push_back(&load);
    }
    return seen;
}

LoadsNow loads_now(const Timeline& timeline, Instant t)
{
    LoadsNow now;
    now.changed = Instant(-never.time_since_epoch());
    each_load_begun(timeline, t, [&](const Load& l) {
        now.changed = std::max(now.changed, l.ended <= t ? l.ended : l.began);
        if (l.ended <= t) return;
        ++(l.call.is_refresh() ? now.by_refreshes : now.by_requests);
        now.one = l.call;
    });
    return now;
}

std::uint32_t loads_now(const Timeline& timeline, const Recording& recording, std::uint32_t key, Instant t)
{
    std::uint32_t count = 0;
    each_load_begun(timeline, t,
                    [&](const Load& l) { count += l.ended > t && recording.call(l.call).key == key; });
    return count;
}

KeysNow keys_now(const Timeline& timeline, const Standing& standing, Instant t)
{
    KeysNow now;
    now.all = static_cast<std::uint32_t>(timeline.keys.size());
    now.fresh = standing.fresh.open_at(t);
    now.stale = standing.stale.open_at(t);
    now.absent = now.all - std::min(now.all, now.fresh + now.stale);
    now.locked = standing.locked.open_at(t);
    now.in_flight = standing.in_flight.open_at(t);
    return now;
}

InstanceNow instance_now(const Standing& standing, std::uint16_t instance, Instant t)
{
    const auto at = standing.instance_at(instance, t);
    return {at.inside, std::min(at.inside, at.queued)};
}

std::optional<double> refresh_chance(const Scenario& scenario, const EntryBand& entry, Instant t)
{
    if (t < entry.stored_at || t >= entry.fresh_until) return {};
    std::optional<double> chance;
    for (const When& w : scenario.strategy.when)
        if (w.has_beta() || w.kind == When::Kind::uniform)
            chance = std::max(chance.value_or(0), refresh_probability(w, entry.fresh_until - t,
                                                                      entry.fresh_until - entry.stored_at,
                                                                      delta_of(entry, scenario)));
    return chance;
}

Duration mean_delta(const Timeline& timeline, const Scenario& scenario, std::uint32_t key)
{
    double sum = 0, known = 0;
    for (const EntryBand& band : timeline.entries.of(key)) {
        if (band.load_time <= Duration{}) continue;
        sum += static_cast<double>(band.load_time.count());
        ++known;
    }
    return known > 0 ? Duration(static_cast<std::int64_t>(sum / known)) : scenario.database.query_time;
}

std::optional<NextRefresh> next_refresh(const Scenario& scenario, const Timeline& timeline,
                                        const Standing& standing, std::uint32_t key, Instant t)
{
    const auto entry = timeline.entry_at(key, t);
    const auto asked = standing.asked.of(key);
    if (asked.empty() || asked.front() > t || entry.state != EntryState::fresh) return {};
    NextRefresh next;
    for (const When& w : scenario.strategy.when)
        if (w.kind == When::Kind::schedule)
            next.buffer = w.span < scenario.cache.ttl ? w.span : scenario.cache.ttl / 2;
    next.period = std::max<Duration>(scenario.strategy.options.refresh_period, Duration(1));
    const Instant due = std::max(entry.band->fresh_until - next.buffer, t);
    next.at = run_start + ((due - run_start + next.period - Duration(1)) / next.period) * next.period;
    return next;
}

std::uint32_t fill_of(const Timeline& timeline, std::uint32_t key, const EntryBand& band)
{
    const auto bands = timeline.entries.of(key);
    return static_cast<std::uint32_t>(&band - bands.data()) + (bands.front().by.is_nobody() ? 0 : 1);
}

std::optional<Instant> entry_gone_at(const Timeline& timeline, std::uint32_t key, Instant t)
{
    const auto bands = timeline.entries.of(key);
    const auto after = std::partition_point(bands.begin(), bands.end(),
                                            [&](const EntryBand& b) { return b.stored_at <= t; });
    if (after == bands.begin()) return {};
    const EntryBand& last = *(after - 1);
    const Instant gone = std::min(last.gone_at, last.fresh_until);
    return gone <= t ? std::optional(gone) : std::nullopt;
}

const LockBand* lost_lock_at(const Timeline& timeline, std::uint32_t key, Instant t)
{
    constexpr std::ptrdiff_t most_looked_at = 64;
    const auto bands = timeline.locks.of(key);
    const auto after =
        std::partition_point(bands.begin(), bands.end(), [&](const LockBand& b) { return b.taken <= t; });
    for (auto b = after; b != bands.begin() && after - b < most_looked_at;) {
        --b;
        const bool over = b->how != LockEnd::released && b->how != LockEnd::open && b->until <= t;
        if (over && t < b->believed_until && timeline.state_at(b->holder, t) != CallState::absent) return &*b;
    }
    return nullptr;
}

std::optional<Instant> killed_at(const Timeline& timeline, const Recording& recording, CallId call,
                                 Instant from, Instant until)
{
    const std::uint16_t instance = recording.call(call).instance;
    for (const InstanceChange& c : timeline.instances)
        if (c.what == EventKind::instance_killed && c.instance == instance && c.at >= from && c.at <= until)
            return c.at;
    return {};
}

Duration length_of(const Lanes& lanes, std::uint32_t lane)
{
    return lanes.empty(lane) ? Duration{} : lanes.ends(lane) - lanes.begins(lane);
}

Duration waited_of(const Lanes& lanes, std::uint32_t lane)
{
    Duration sum{};
    for (std::uint32_t i = lanes.first[lane]; i + 1 < lanes.first[lane + 1]; ++i)
        if (waits(lanes.state[i])) sum += lanes.at[i + 1] - lanes.at[i];
    return sum;
}

std::optional<Duration> age_of_answer(const Recording& recording, const Timeline& timeline, CallId call)
{
    const std::uint32_t lane = timeline.lanes.lane(call);
    if (timeline.lanes.empty(lane)) return {};
    const Instant until = timeline.lanes.ends(lane);
    std::optional<Duration> age;
    for (std::size_t i = recording.first_event_at(timeline.lanes.begins(lane));
         i < recording.events.size() && recording.events[i].at <= until; ++i) {
        const Event& e = recording.events[i];
        if (e.call != call || e.what() != EventKind::found_stale) continue;
        if (const Detail* d = recording.detail(i)) age = StaleEntry::of(*d).age;
    }
    return age;
}

std::uint32_t most_in_flight(const Timeline& timeline, Instant from, Instant until)
{
    return greatest(timeline.in_flight, timeline.peak_in_flight, from, until);
}

std::uint32_t most_queued(const Timeline& timeline, Instant from, Instant until)
{
    return greatest(timeline.queued, timeline.peak_queued, from, until);
}

std::uint32_t most_waiting(const Timeline& timeline, std::uint32_t key, Instant from, Instant until)
{
    return greatest(timeline.waiting.of(key), {}, from, until);
}

}  // namespace stampede
