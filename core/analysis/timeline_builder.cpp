#include "core/analysis/timeline.h"

#include "core/analysis/call_states.h"
#include "core/analysis/timeline_parts.h"
#include "core/recording/read_events.h"

#include <algorithm>
#include <tuple>

namespace stampede {

namespace {

constexpr std::uint32_t none = UINT32_MAX;
/// Reads a recording twice: once to know how many steps each lane has, once to fill everything in.
class Builder {
public:
    explicit Builder(const Recording& recording) : recording_(recording) {}
    Timeline build();

private:
    void count_steps();
    void read_events();
    void read(const Event& event, const Detail* detail);
    void move(const Event& event, std::uint32_t lane, CallState next);
    void on_load_began(const Event& event, std::uint32_t lane, std::uint32_t key, const Detail* detail);
    void on_load_refused(const Event& event, std::uint32_t lane, std::uint32_t key);
    void on_load_over(const Event& event, std::uint32_t lane, std::uint32_t key, bool failed);
    void on_query(const Event& event, std::uint32_t lane);
    void on_roll(const Event& event, const Detail* detail);
    void on_missed(const Event& event, std::uint32_t key);
    void on_world(const Event& event, const Detail* detail);
    template <class Close>
    void killed(std::uint32_t instance, Close close);
    void close_open_calls();
    void mark_changes();
    void summarize();
    void mark(const Event& event, Marker::Kind kind, std::uint32_t key)
    {
        out_.markers.push_back({event.at, kind, event.call, key});
    }

    const Recording& recording_;
    Timeline out_;
    std::vector<CallState> state_;                ///< by lane
    std::vector<std::uint32_t> next_;             ///< by lane: where its next step goes
    std::vector<std::uint8_t> queued_, running_;  ///< by lane: its queries
    std::vector<std::uint32_t> loading_;          ///< by key: loads that run
    std::vector<std::uint32_t> waiting_;          ///< by key: calls that wait
    std::vector<std::uint32_t> early_of_;         ///< by key: generation that has had its first early refresh
    std::vector<bool> missed_;                    ///< by key: missed since the last fill
    Collected<Step> waiting_steps_;
    LockReader locks_;
    EntryReader entries_;
};

std::uint32_t key_count(const Recording& recording)
{
    std::uint32_t keys = static_cast<std::uint32_t>(recording.key_names.size());
    for (const CallFacts& c : recording.requests) keys = std::max(keys, c.key + 1);
    for (const CallFacts& c : recording.refreshes) keys = std::max(keys, c.key + 1);
    return keys;
}

Timeline Builder::build()
{
    Lanes& lanes = out_.lanes;
    lanes.requests = static_cast<std::uint32_t>(recording_.requests.size());
    const std::size_t calls = recording_.requests.size() + recording_.refreshes.size();
    const std::uint32_t keys = key_count(recording_);
    lanes.outcome.assign(calls, Outcome::none);
    lanes.arrived.assign(lanes.requests, recording_.end);
    out_.last_load.assign(calls, none);
    out_.keys.resize(keys);
    queued_.resize(calls);
    running_.resize(calls);
    loading_.resize(keys);
    waiting_.resize(keys);
    early_of_.resize(keys);
    missed_.resize(keys);
    locks_.resize(keys);
    entries_.resize(keys);

    out_.end =
        recording_.events.empty() ? recording_.end : std::max(recording_.end, recording_.events.back().at);
    out_.last_activity = out_.begin;
    count_steps();
    read_events();
    close_open_calls();
    out_.waiting = waiting_steps_.by_key(keys);
    locks_.finish(out_, keys);
    entries_.finish(out_, keys);
    summarize();
    return std::move(out_);
}

void Builder::count_steps()
{
    Lanes& lanes = out_.lanes;
    state_.assign(lanes.size(), CallState::absent);
    lanes.first.assign(lanes.size() + 1, 0);
    for (const Event& e : recording_.events) {
        if (e.what() == EventKind::instance_killed)
            killed(e.aux(), [&](std::uint32_t lane) { ++lanes.first[lane + 1]; });
        if (e.call.is_nobody()) continue;
        const CallState next = next_state[static_cast<std::size_t>(e.what())];
        if (next == unchanged) continue;
        const std::uint32_t lane = lanes.lane(e.call);
        if (!moves(state_[lane], next, e.what())) continue;
        state_[lane] = next;
        ++lanes.first[lane + 1];
    }
    for (std::uint32_t lane = 0; lane < lanes.size(); ++lane) {
        if (state_[lane] != CallState::absent && state_[lane] != over) ++lanes.first[lane + 1];
        lanes.first[lane + 1] += lanes.first[lane];
    }
    lanes.at.resize(lanes.first.back());
    lanes.state.resize(lanes.first.back());
    next_.assign(lanes.first.begin(), lanes.first.end() - 1);
    state_.assign(lanes.size(), CallState::absent);
}

void Builder::read_events()
{
    std::size_t d = 0;
    for (std::size_t i = 0; i < recording_.events.size(); ++i) {
        while (d < recording_.details.size() && recording_.details[d].event < i) ++d;
        const bool has_detail = d < recording_.details.size() && recording_.details[d].event == i;
        const Event& e = recording_.events[i];
        const Detail* detail = has_detail ? &recording_.details[d] : nullptr;
        if (e.call.is_nobody()) {
            on_world(e, detail);
            continue;
        }
        out_.last_activity = e.at;
        const std::uint32_t lane = out_.lanes.lane(e.call);
        read(e, detail);
        const CallState next = next_state[static_cast<std::size_t>(e.what())];
        if (moves(state_[lane], next, e.what())) move(e, lane, next);
    }
}

void Builder::move(const Event& e, std::uint32_t lane, CallState next)
{
    Lanes& lanes = out_.lanes;
    const CallState before = state_[lane];
    if (before == CallState::absent && lane < lanes.requests) lanes.arrived[lane] = e.at;
    if ((before == CallState::waiting) != (next == CallState::waiting)) {
        const std::uint32_t key = recording_.call(e.call).key;
        std::uint32_t& waiting = waiting_[key];
        next == CallState::waiting ? ++waiting : --waiting;
        out_.keys[key].peak_waiting = std::max(out_.keys[key].peak_waiting, waiting);
        waiting_steps_.set(key, Step{e.at, waiting});
    }
    if (next == over) lanes.outcome[lane] = outcome_of(e.what());
    state_[lane] = next;
    lanes.at[next_[lane]] = e.at;
    lanes.state[next_[lane]++] = next == over ? CallState::absent : next;
}

void Builder::read(const Event& e, const Detail* detail)
{
    const std::uint32_t lane = out_.lanes.lane(e.call);
    switch (e.what()) {
    case EventKind::hit:
    case EventKind::due_early: return on_roll(e, detail);
    case EventKind::found_stale:
    case EventKind::missed: return on_missed(e, recording_.call(e.call).key);
    case EventKind::load_began: return on_load_began(e, lane, recording_.call(e.call).key, detail);
    case EventKind::breaker_refused: return on_load_refused(e, lane, recording_.call(e.call).key);
    case EventKind::load_ended:
    case EventKind::load_found_nothing: return on_load_over(e, lane, recording_.call(e.call).key, false);
    case EventKind::load_failed:
    case EventKind::failed:
    case EventKind::refresh_ended: return on_load_over(e, lane, recording_.call(e.call).key, true);
    case EventKind::query_queued:
    case EventKind::query_started:
    case EventKind::query_ended:
    case EventKind::query_failed: return on_query(e, lane);
    case EventKind::stored: {
        const std::uint32_t key = recording_.call(e.call).key;
        const Load* load = out_.last_load[lane] == none ? nullptr : &out_.loads[out_.last_load[lane]];
        // What is there when the run begins was written by a call that does nothing else.
        const bool from_before =
            state_[lane] == CallState::absent && recording_.call(e.call).origin == Origin::warming;
        if (detail) entries_.stored(key, from_before ? CallId() : e.call, e.at, *detail, load);
        missed_[key] = false;
        return;
    }
    case EventKind::erased: return on_world(e, detail);
    case EventKind::lock_taken:
        mark(e, Marker::Kind::lock_taken, recording_.call(e.call).key);
        if (detail) locks_.taken(recording_.call(e.call).key, e, *detail);
        return;
    case EventKind::lock_released:
        if (detail) locks_.released(recording_.call(e.call).key, e, Tokens::of(*detail).own);
        return;
    case EventKind::release_lost:
        if (detail) locks_.release_lost(recording_.call(e.call).key, e, Tokens::of(*detail).own);
        return;
    case EventKind::lock_deleted:
        if (detail) locks_.deleted(recording_.call(e.call).key, e, Tokens::of(*detail).met);
        return;
    default: return;
    }
}

void Builder::on_load_began(const Event& e, std::uint32_t lane, std::uint32_t key, const Detail* detail)
{
    Load load;
    load.began = e.at;
    load.ended = never;
    load.call = e.call;
    const auto [generation, fresh_until] = detail ? Replaced::of(*detail) : Replaced();
    load.early = generation != 0 && e.at < fresh_until;
    load.duplicate = loading_[key]++ > 0;
    if (load.early && early_of_[key] != generation) {
        early_of_[key] = generation;
        mark(e, Marker::Kind::first_early_refresh, key);
    }
    if (loading_[key] == 2) mark(e, Marker::Kind::duplicate_load, key);
    ++out_.keys[key].loads;
    out_.last_load[lane] = static_cast<std::uint32_t>(out_.loads.size());
    out_.loads.push_back(load);
}

/// The breaker let no query through: what has just begun is no load.
void Builder::on_load_refused(const Event& e, std::uint32_t lane, std::uint32_t key)
{
    if (out_.loads.empty() || out_.last_load[lane] != out_.loads.size() - 1) return;
    out_.loads.pop_back();
    out_.last_load[lane] = none;
    --loading_[key];
    --out_.keys[key].loads;
    const auto of_it = [&](const Marker& m) { return m.at == e.at && m.call == e.call; };
    for (; !out_.markers.empty() && of_it(out_.markers.back()); out_.markers.pop_back())
        if (out_.markers.back().kind == Marker::Kind::first_early_refresh)
            early_of_[key] = 0;
        else if (out_.markers.back().kind != Marker::Kind::duplicate_load)
            break;
}

void Builder::on_load_over(const Event& e, std::uint32_t lane, std::uint32_t key, bool failed)
{
    if (out_.last_load[lane] == none) return;
    Load& load = out_.loads[out_.last_load[lane]];
    if (load.ended != never) return;
    load.ended = e.at;
    load.failed = failed;
    --loading_[key];
}

/// A curve's value from `at` on; two changes at one instant are one step.
void set_step(std::vector<Step>& curve, Instant at, std::uint32_t value)
{
    if (!curve.empty() && curve.back().at == at)
        curve.back().value = value;
    else
        curve.push_back({at, value});
}

void change(std::vector<Step>& curve, Step& peak, Instant at, int by)
{
    const std::uint32_t before = curve.empty() ? 0 : curve.back().value;
    const std::uint32_t value = by < 0 && before == 0 ? 0 : before + static_cast<std::uint32_t>(by);
    set_step(curve, at, value);
    if (value > peak.value) peak = {at, value};
}

/// The caller may have stopped waiting, or be dead: its queries still wait, run and end.
void Builder::on_query(const Event& e, std::uint32_t lane)
{
    switch (e.what()) {
    case EventKind::query_queued:
        if (out_.queued.empty() || out_.queued.back().value == 0)
            mark(e, Marker::Kind::pool_full, recording_.call(e.call).key);
        ++queued_[lane];
        return change(out_.queued, out_.peak_queued, e.at, +1);
    case EventKind::query_started:
        if (queued_[lane] > 0) {
            --queued_[lane];
            change(out_.queued, out_.peak_queued, e.at, -1);
        }
        ++running_[lane];
        return change(out_.in_flight, out_.peak_in_flight, e.at, +1);
    default:
        if (running_[lane] > 0) {
            --running_[lane];
            change(out_.in_flight, out_.peak_in_flight, e.at, -1);
        } else if (queued_[lane] > 0) {
            --queued_[lane];
            change(out_.queued, out_.peak_queued, e.at, -1);
        }
    }
}

void Builder::on_roll(const Event& e, const Detail* detail)
{
    const auto numbers = roll_of(detail);
    if (!numbers) return;
    Roll roll;
    roll.at = e.at;
    roll.remaining = numbers->remaining;
    roll.u = static_cast<float>(*numbers->u);
    roll.refreshed = e.what() == EventKind::due_early;
    roll.generation = numbers->generation;
    roll.call = e.call;
    out_.rolls.push_back(roll);
}

void Builder::on_missed(const Event& e, std::uint32_t key)
{
    if (missed_[key]) return;
    missed_[key] = true;
    mark(e, Marker::Kind::first_miss, key);
}

void Builder::on_world(const Event& e, const Detail* detail)
{
    if (e.what() == EventKind::erased && detail) {
        const auto [key, with] = Erased::of(*detail);
        if (key < out_.keys.size()) entries_.erased(key, e.at);
        if (key < out_.keys.size() && with != Erased::With::nothing) locks_.erased(key, e.at);
    }
    if (e.what() >= EventKind::instance_killed && e.what() <= EventKind::instance_returned)
        out_.instances.push_back({e.at, e.what(), static_cast<std::uint16_t>(e.aux())});
    if (e.what() == EventKind::instance_killed) {
        mark(e, Marker::Kind::instance_killed, 0);
        killed(e.aux(), [&](std::uint32_t lane) {
            const Event end(e.at, out_.lanes.call(lane), EventKind::refresh_ended);
            read(end, nullptr);
            move(end, lane, over);
        });
    }
    if (e.what() == EventKind::fault_began) {
        mark(e, Marker::Kind::fault, 0);
        locks_.fault(e.at);
    }
}

/// A killed instance takes its refreshes with it without a word; its requests end as failed in the recording
/// itself.
template <class Close>
void Builder::killed(std::uint32_t instance, Close close)
{
    const Lanes& lanes = out_.lanes;
    for (std::uint32_t lane = lanes.requests; lane < lanes.size(); ++lane) {
        if (recording_.refreshes[lane - lanes.requests].instance != instance) continue;
        if (state_[lane] == CallState::absent || state_[lane] == over) continue;
        close(lane);
        state_[lane] = over;
    }
}

void Builder::close_open_calls()
{
    Lanes& lanes = out_.lanes;
    for (std::uint32_t lane = 0; lane < lanes.size(); ++lane) {
        if (state_[lane] == CallState::absent || state_[lane] == over) continue;
        lanes.at[next_[lane]] = out_.end;
        lanes.state[next_[lane]] = CallState::absent;
    }
    lanes.latest_end.resize(lanes.requests);
    Instant latest = out_.begin;
    for (std::uint32_t lane = 0; lane < lanes.requests; ++lane)
        lanes.latest_end[lane] = latest = lanes.empty(lane) ? latest : std::max(latest, lanes.ends(lane));
    for (const CallFacts& c : recording_.requests) ++out_.keys[c.key].requests;
}

void Builder::mark_changes()
{
    constexpr Duration one_drag = std::chrono::seconds(1);
    Instant before{-never.time_since_epoch()};
    for (std::uint32_t i = 0; i < recording_.changes.size(); ++i) {
        const Instant at = recording_.changes[i].at;
        if (at - before > one_drag) out_.markers.push_back({at, Marker::Kind::setting_changed, CallId(), i});
        before = at;
    }
}

void Builder::summarize()
{
    mark_changes();
    std::stable_sort(out_.markers.begin(), out_.markers.end(),
                     [](const Marker& a, const Marker& b) { return a.at < b.at; });
    const auto interest = [](const KeySummary& k) { return std::tuple(k.peak_waiting, k.loads, k.requests); };
    for (std::uint32_t key = 1; key < out_.keys.size(); ++key)
        if (interest(out_.keys[key]) > interest(out_.keys[out_.busiest_key])) out_.busiest_key = key;
}

}  // namespace

Timeline build_timeline(const Recording& recording)
{
    return Builder(recording).build();
}

}  // namespace stampede
