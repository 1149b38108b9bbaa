#include "core/analysis/figures.h"

#include "core/analysis/call_states.h"
#include "core/analysis/meters.h"
#include "core/analysis/statistics.h"
#include "core/recording/events.h"

#include <algorithm>
#include <numeric>

namespace stampede {

namespace {

constexpr std::size_t group_size = 1024;        ///< ranks in a group
constexpr std::size_t checkpoint_every = 4096;  ///< answers between two rows of counts

std::size_t until(const std::vector<Instant>& sorted, Instant t)
{
    return static_cast<std::size_t>(std::upper_bound(sorted.begin(), sorted.end(), t) - sorted.begin());
}

bool waits(CallState s)
{
    return s == CallState::waiting || s == CallState::worker_queue || s == CallState::connection_queue;
}

}  // namespace

Figures::Figures(const Recording& recording)
{
    const std::size_t n = recording.requests.size();
    arrivals_.assign(n, never);
    end_at_.reserve(n);
    longest_.reserve(n);
    oldest_open_.reserve(n);
    std::vector<bool> ended(n);
    std::vector<CallState> state(n, CallState::absent);
    std::vector<Duration> latencies;
    latencies.reserve(n);
    std::uint32_t oldest = 0;
    Duration longest{};

    for (const Event& e : recording.events) {
        if (!e.call.is_request()) continue;
        const std::size_t r = e.call.number() - 1;
        if (arrivals_[r] == never) arrivals_[r] = e.at;
        const CallState next = next_state[static_cast<std::size_t>(e.what())];
        if (moves(state[r], next, e.what())) {
            if (waits(next) != waits(state[r])) (waits(next) ? wait_from_ : wait_until_).push_back(e.at);
            state[r] = next;
        }
        if (!ends_request(e.what())) continue;
        const Duration latency = e.at - arrivals_[r];
        ended[r] = true;
        while (oldest < n && ended[oldest]) ++oldest;
        longest = std::max(longest, latency);
        end_at_.push_back(e.at);
        longest_.push_back(longest);
        oldest_open_.push_back(oldest);
        const Kind kind = e.what() == EventKind::rejected ? rejected
                          : e.what() == EventKind::failed
                              ? failed
                              : Kind(int(e.what()) - int(EventKind::answered_fresh));
        ends_[kind].push_back(e.at);
        if (kind != rejected && kind != failed) {
            answer_at_.push_back(e.at);
            latencies.push_back(latency);
        }
    }
    rank_latencies(latencies);
    read_queries(recording);
    read_cycles(recording);
}

void Figures::read_queries(const Recording& recording)
{
    SentQueries sent(recording);
    for (const Event& e : recording.events)
        if (sent.sends(e)) queries_.push_back(e.at);
}

void Figures::read_cycles(const Recording& recording)
{
    RefreshMeter meter;
    std::size_t detail = 0;
    for (std::size_t i = 0; i < recording.events.size(); ++i) {
        const Event& e = recording.events[i];
        if (e.call.is_nobody()) continue;
        if (e.what() == EventKind::load_began) meter.load_began(recording.call(e.call).key, e.at);
        if (e.what() == EventKind::breaker_refused) meter.load_refused(recording.call(e.call).key);
        if (e.what() != EventKind::stored) continue;
        while (detail < recording.details.size() && recording.details[detail].event < i) ++detail;
        if (detail == recording.details.size() || recording.details[detail].event != i) continue;
        const auto entry = StoredEntry::of(recording.details[detail]);
        meter.stored(recording.call(e.call).key, entry.generation, entry.fresh_until);
        const auto so_far = meter.figures();
        if (so_far.cycles > cycles_.size())
            cycles_.push_back({e.at, so_far.loads_per_cycle, so_far.first_gap_ms});
    }
}

void Figures::rank_latencies(const std::vector<Duration>& latencies)
{
    const std::size_t n = latencies.size();
    order_.resize(n);
    std::iota(order_.begin(), order_.end(), 0u);
    std::stable_sort(order_.begin(), order_.end(),
                     [&](auto a, auto b) { return latencies[a] < latencies[b]; });
    sorted_.resize(n);
    rank_.resize(n);
    for (std::size_t r = 0; r < n; ++r) {
        sorted_[r] = latencies[order_[r]];
        rank_[order_[r]] = static_cast<std::uint32_t>(r);
    }
    groups_ = (n + group_size - 1) / group_size;
    std::vector<std::uint32_t> counts(groups_);
    for (std::size_t i = 0; i < n; ++i) {
        if (i % checkpoint_every == 0) checkpoints_.insert(checkpoints_.end(), counts.begin(), counts.end());
        ++counts[rank_[i] / group_size];
    }
}

/// The smallest latency with at least `share` of the first `answered` latencies at or below it.
Duration Figures::quantile(std::size_t answered, double share) const
{
    if (answered == 0) return {};
    std::size_t wanted = rank_of(share, answered) + 1;
    const std::size_t row =
        std::min((answered - 1) / checkpoint_every, (rank_.size() - 1) / checkpoint_every);
    const auto* counted = &checkpoints_[row * groups_];
    std::vector<std::uint32_t> counts(counted, counted + groups_);
    for (std::size_t i = row * checkpoint_every; i < answered; ++i) ++counts[rank_[i] / group_size];
    std::size_t group = 0;
    while (counts[group] < wanted) wanted -= counts[group++];
    for (std::size_t r = group * group_size;; ++r)
        if (order_[r] < answered && --wanted == 0) return sorted_[r];
}

FiguresAt Figures::at(Instant t) const
{
    FiguresAt f;
    f.requests = until(arrivals_, t);
    f.fresh = until(ends_[fresh], t);
    f.stale = until(ends_[stale], t);
    f.loaded = until(ends_[loaded], t);
    f.shared = until(ends_[shared], t);
    f.rejected = until(ends_[rejected], t);
    f.failed = until(ends_[failed], t) + f.rejected;
    f.waiting = until(wait_from_, t) - until(wait_until_, t);
    f.queries = until(queries_, t);
    const std::size_t ends = until(end_at_, t);
    f.answered = f.fresh + f.stale + f.loaded + f.shared;
    f.open = f.requests - std::min<std::uint64_t>(f.requests, ends);
    if (ends > 0) f.longest_wait = longest_[ends - 1];
    const std::size_t oldest = ends > 0 ? oldest_open_[ends - 1] : 0;
    if (f.open > 0 && oldest < f.requests) f.longest_wait = std::max(f.longest_wait, t - arrivals_[oldest]);
    f.p99 = quantile(f.answered, 0.99);
    const auto cycle = std::upper_bound(cycles_.begin(), cycles_.end(), t,
                                        [](Instant x, const Cycle& c) { return x < c.at; });
    if (cycle != cycles_.begin()) {
        f.cycles = static_cast<std::uint64_t>(cycle - cycles_.begin());
        f.loads_per_cycle = (cycle - 1)->loads_per_cycle;
        f.first_gap_ms = (cycle - 1)->first_gap_ms;
    }
    return f;
}

}  // namespace stampede
