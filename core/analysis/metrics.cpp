#include "core/analysis/metrics.h"

#include "core/analysis/meters.h"
#include "core/analysis/recorded_scenario.h"
#include "core/analysis/statistics.h"
#include "core/analysis/store_load.h"
#include "core/recording/read_events.h"
#include "core/scenario/models.h"

#include <algorithm>
#include <cmath>

namespace stampede {

namespace {

class Measurement {
public:
    Measurement(const Recording& r, const std::optional<Scenario>& scenario);
    void run(Instant from, Instant until);
    Metrics figures(Instant from, Instant until);

private:
    enum Note : std::uint8_t { counts = 1, waited = 2, timed_out = 4, in_queue = 8 };

    void start_counting(Instant from);
    void take(std::size_t index);
    void of_call(std::size_t index);
    void of_store(std::size_t index);
    void of_database(const Event& e);
    void killed(std::uint32_t instance);
    void arrived(const Event& e);
    void ended(const Event& e);
    void count_roll(std::size_t index);
    const Detail* detail_of(std::size_t index);
    std::size_t slot(CallId id) const { return id.number() - 1 + (id.is_refresh() ? r_.requests.size() : 0); }
    void count_commands(Metrics& m, Instant from, Instant until) const;
    void count_latencies(Metrics& m);

    const Recording& r_;
    Metrics m_;
    DatabaseMeter database_;
    LockMeter locks_;
    RefreshMeter refreshes_;
    StalenessMeter staleness_;
    std::vector<std::uint8_t> notes_;    ///< by call
    std::vector<Instant> arrived_;       ///< by request
    std::vector<std::int64_t> latency_;  ///< of answered requests, ns
    std::size_t next_detail_ = 0;
};

std::optional<RowHistory> rows_of(const std::optional<Scenario>& scenario)
{
    if (!scenario) return {};
    return row_history(*scenario);
}

std::uint32_t instances_in(const Recording& r)
{
    std::uint32_t count = 1;
    for (const CallFacts& c : r.requests) count = std::max(count, c.instance + 1u);
    return count;
}

Measurement::Measurement(const Recording& r, const std::optional<Scenario>& scenario)
    : r_(r), locks_(r.requests.size() + r.refreshes.size()),
      staleness_(rows_of(scenario), scenario ? scenario->instances.count : instances_in(r)),
      notes_(r.requests.size() + r.refreshes.size()), arrived_(r.requests.size())
{
    latency_.reserve(r.requests.size());
}

void Measurement::start_counting(Instant from)
{
    m_ = {};
    database_.start_counting(from);
    locks_.start_counting();
    refreshes_.start_counting(from);
    staleness_.start_counting();
    latency_.clear();
    for (std::uint8_t& n : notes_) n &= timed_out | in_queue;
}

void Measurement::run(Instant from, Instant until)
{
    bool counting = false;
    for (std::size_t i = 0; i < r_.events.size() && r_.events[i].at <= until; ++i) {
        if (!counting && r_.events[i].at >= from) {
            counting = true;
            if (i > 0) start_counting(from);
        }
        take(i);
    }
    if (!counting) start_counting(from);
}

const Detail* Measurement::detail_of(std::size_t index)
{
    while (next_detail_ < r_.details.size() && r_.details[next_detail_].event < index) ++next_detail_;
    const bool found = next_detail_ < r_.details.size() && r_.details[next_detail_].event == index;
    return found ? &r_.details[next_detail_] : nullptr;
}

void Measurement::count_roll(std::size_t index)
{
    if (roll_of(detail_of(index))) refreshes_.rolled();
}

/// What the call sees. REQUIRES: the event has a call.
void Measurement::of_call(std::size_t index)
{
    const Event& e = r_.events[index];
    switch (e.what()) {
    case EventKind::arrived:
    case EventKind::queued: arrived(e); break;
    case EventKind::rejected:
        arrived(e);
        ended(e);
        break;
    case EventKind::due_early: refreshes_.triggered(); [[fallthrough]];
    case EventKind::hit: count_roll(index); break;
    case EventKind::waits:
    case EventKind::joined: notes_[slot(e.call)] |= waited; break;
    case EventKind::refused:
        if (e.aux() == 1) locks_.refused();
        break;
    case EventKind::load_began: refreshes_.load_began(r_.call(e.call).key, e.at); break;
    case EventKind::breaker_refused: refreshes_.load_refused(r_.call(e.call).key); break;
    case EventKind::refresh_began:
        if (const CallId parent = r_.call(e.call).parent; !parent.is_nobody())
            locks_.passed_on(slot(parent), slot(e.call));
        break;
    case EventKind::load_found_nothing: staleness_.absent(r_.call(e.call).key); [[fallthrough]];
    case EventKind::load_ended:
    case EventKind::load_failed:
    case EventKind::refresh_ended: locks_.finished(slot(e.call), r_.call(e.call).key); break;
    case EventKind::answered_fresh:
    case EventKind::answered_stale:
    case EventKind::answered_loaded:
    case EventKind::answered_shared:
    case EventKind::failed: ended(e); break;
    default: of_store(index);
    }
}

/// What is done for a call in the store. REQUIRES: the event has a call.
void Measurement::of_store(std::size_t index)
{
    const Event& e = r_.events[index];
    const std::uint32_t key = r_.call(e.call).key;
    switch (e.what()) {
    case EventKind::stored:
        if (const Detail* d = detail_of(index)) {
            const auto entry = StoredEntry::of(*d);
            refreshes_.stored(key, entry.generation, entry.fresh_until);
        }
        break;
    case EventKind::lock_taken: locks_.taken(slot(e.call), key); break;
    case EventKind::release_lost: locks_.lost(); [[fallthrough]];
    case EventKind::lock_released: locks_.finished(slot(e.call), key); break;
    default: break;
    }
}

void Measurement::of_database(const Event& e)
{
    // Once its caller had stopped waiting, a query counts as failed whatever becomes of it.
    std::uint8_t nobody = 0;
    std::uint8_t& notes = e.call.is_nobody() ? nobody : notes_[slot(e.call)];
    switch (e.what()) {
    case EventKind::query_queued:
        database_.queued(e.at);
        notes |= in_queue;
        break;
    case EventKind::query_started:
        database_.started(e.at);
        notes &= static_cast<std::uint8_t>(~in_queue);
        break;
    case EventKind::query_timed_out:
        database_.failed();
        notes |= timed_out;
        break;
    case EventKind::query_failed:
        if (!(notes & timed_out)) database_.failed();
        [[fallthrough]];
    default:
        if (notes & in_queue)
            database_.left_queue();
        else
            database_.ended(e.at);
        notes &= static_cast<std::uint8_t>(~(timed_out | in_queue));
    }
}

void Measurement::take(std::size_t index)
{
    const Event& e = r_.events[index];
    const EventKind what = e.what();
    if (what >= EventKind::query_queued && what <= EventKind::query_timed_out)
        of_database(e);
    else if (!e.call.is_nobody())
        of_call(index);
    else if (what == EventKind::instance_killed)
        killed(e.aux());
    else if (what == EventKind::instance_removed)
        ++m_.instances.removed;
}

/// Requests of a killed instance end by events of their own; its refreshes just stop.
void Measurement::killed(std::uint32_t instance)
{
    ++m_.instances.killed;
    for (std::size_t i = 0; i < r_.refreshes.size(); ++i)
        if (r_.refreshes[i].instance == instance)
            locks_.finished(r_.requests.size() + i, r_.refreshes[i].key);
}

void Measurement::arrived(const Event& e)
{
    if (!e.call.is_request() || (notes_[slot(e.call)] & counts)) return;
    notes_[slot(e.call)] |= counts;
    arrived_[slot(e.call)] = e.at;
    ++m_.requests;
}

/// The end of a request; of one that arrived before counting began nothing is counted.
void Measurement::ended(const Event& e)
{
    const std::size_t call = slot(e.call);
    const CallFacts& c = r_.call(e.call);
    locks_.finished(call, c.key);
    if (!e.call.is_request() || !(notes_[call] & counts)) return;
    notes_[call] &= static_cast<std::uint8_t>(~counts);
    switch (e.what()) {
    case EventKind::rejected: ++m_.rejected; [[fallthrough]];
    case EventKind::failed: ++m_.failed; return;
    case EventKind::answered_fresh: ++m_.served.fresh; break;
    case EventKind::answered_stale: ++m_.served.stale; break;
    case EventKind::answered_loaded: ++m_.served.loaded; break;
    default: ++m_.served.shared; break;
    }
    if (notes_[call] & waited) ++m_.served.waited;
    latency_.push_back((e.at - arrived_[call]).count());
    staleness_.answered(c.key, c.instance, e.aux(), e.at);
}

void Measurement::count_commands(Metrics& m, Instant from, Instant until) const
{
    std::uint32_t peak = 0;
    for (std::size_t i = 0; i < r_.commands.size(); ++i) {
        const Instant begin{static_cast<std::int64_t>(i) * load_length};
        if (begin > until || begin + load_length <= from) continue;
        m.redis.commands += r_.commands[i];
        peak = std::max(peak, r_.commands[i]);
    }
    const StoreLoad load = store_load_between(r_, from, until);
    m.redis.peak_rate_per_s = 10.0 * (r_.store_load.empty() ? peak : load.applied);
    m.redis.peak_per_ms = load.most_per_ms;
    m.redis.busy_share = store_busy_share(r_, from, until);
    m.redis.peak_queued = load.most_queued;
    m.redis.connections_peak = load.most_connections;
}

void Measurement::count_latencies(Metrics& m)
{
    if (latency_.empty()) return;
    double sum = 0;
    for (std::int64_t l : latency_) {
        sum += static_cast<double>(l);
        m.latency_ms.over_50ms += l > 50'000'000;
    }
    m.latency_ms.mean = sum / ns_per_ms / static_cast<double>(latency_.size());
    // In rising order each quantile only has to look above the one before.
    std::size_t done = 0;
    const auto quantile = [&](double q) {
        const std::size_t rank = rank_of(q, latency_.size());
        const auto nth = latency_.begin() + static_cast<std::ptrdiff_t>(rank);
        std::nth_element(latency_.begin() + static_cast<std::ptrdiff_t>(done), nth, latency_.end());
        done = rank;
        return static_cast<double>(*nth) / ns_per_ms;
    };
    m.latency_ms.p50 = quantile(0.5);
    m.latency_ms.p90 = quantile(0.9);
    m.latency_ms.p99 = quantile(0.99);
    m.latency_ms.p999 = quantile(0.999);
    m.latency_ms.max = quantile(1);
}

Metrics Measurement::figures(Instant from, Instant until)
{
    Metrics m = m_;
    m.answered = m.served.fresh + m.served.stale + m.served.loaded + m.served.shared;
    m.unfinished = m.requests - m.answered - m.failed;
    if (m.answered > 0)
        m.cache.hit_rate =
            static_cast<double>(m.served.fresh + m.served.stale) / static_cast<double>(m.answered);
    m.database = database_.figures(std::min(until, r_.end));
    m.lock = locks_.figures();
    m.refresh = refreshes_.figures();
    m.staleness_ms = staleness_.figures();
    count_commands(m, from, until);
    count_latencies(m);
    return m;
}

}  // namespace

Metrics measure(const Recording& recording, Instant until, Instant from)
{
    Measurement measurement(recording, recorded_scenario(recording));
    measurement.run(from, until);
    return measurement.figures(from, until);
}

}  // namespace stampede
