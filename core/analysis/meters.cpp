#include "core/analysis/meters.h"

#include "core/analysis/statistics.h"

#include <algorithm>

namespace stampede {

namespace {

template <class T>
T& at_index(std::vector<T>& v, std::size_t i)
{
    if (i >= v.size()) v.resize(std::max(i + 1, v.size() * 2));
    return v[i];
}

constexpr std::int64_t bucket_length = std::chrono::nanoseconds(std::chrono::milliseconds(100)).count();

}  // namespace

SentQueries::SentQueries(const Recording& recording)
    : requests_(recording.requests.size()), in_queue_(requests_ + recording.refreshes.size() + 1)
{
}

bool SentQueries::sends(const Event& e)
{
    if (e.what() < EventKind::query_queued || e.what() > EventKind::query_failed) return false;
    const std::size_t call = e.call.is_nobody()    ? in_queue_.size() - 1
                             : e.call.is_refresh() ? requests_ + e.call.number() - 1
                                                   : e.call.number() - 1;
    const bool joins = e.what() == EventKind::query_queued, starts = e.what() == EventKind::query_started;
    // The queue is first in, first out: while anybody waits, whoever starts is the first of those who wait.
    const bool sent = joins || (starts && queued_ == 0);
    if (joins)
        ++queued_;
    else if (queued_ > 0 && (starts || in_queue_[call]))
        --queued_;
    in_queue_[call] = joins;
    return sent;
}

void DatabaseMeter::start_counting(Instant now)
{
    advance(now);
    figures_ = {};
    figures_.peak_in_flight = static_cast<std::uint64_t>(in_flight_);
    figures_.peak_queued = static_cast<std::uint64_t>(queued_);
    busy_ = 0;
    in_bucket_ = 0;
}

void DatabaseMeter::issued(Instant now)
{
    ++figures_.queries;
    const std::int64_t bucket = now.time_since_epoch().count() / bucket_length;
    if (bucket != bucket_) {
        bucket_ = bucket;
        in_bucket_ = 0;
    }
    figures_.peak_per_100ms = std::max(figures_.peak_per_100ms, ++in_bucket_);
}

void DatabaseMeter::queued(Instant now)
{
    issued(now);
    ++queued_;
    figures_.peak_queued = std::max(figures_.peak_queued, static_cast<std::uint64_t>(queued_));
}

void DatabaseMeter::started(Instant now)
{
    // The queue is first in, first out: while anybody waits, whoever starts is the first of those who wait.
    if (queued_ > 0)
        --queued_;
    else
        issued(now);
    advance(now);
    ++in_flight_;
    figures_.peak_in_flight = std::max(figures_.peak_in_flight, static_cast<std::uint64_t>(in_flight_));
}

decltype(Metrics::database) DatabaseMeter::figures(Instant now)
{
    advance(std::max(now, last_));
    figures_.busy_ms = static_cast<double>(busy_) / ns_per_ms;
    return figures_;
}

void LockMeter::taken(std::size_t call, std::uint32_t key)
{
    if (holding_[call]) return;  // written again, with another end
    ++figures_.acquired;
    std::uint32_t& holders = at_index(holders_, key);
    figures_.overlaps += holders;
    ++holders;
    holding_[call] = 1;
}

void RefreshMeter::start_counting(Instant now)
{
    figures_ = {};
    loads_ = 0;
    gaps_ = 0;
    since_ = now;
}

void RefreshMeter::load_began(std::uint32_t key, Instant now)
{
    Generation& g = at_index(current_, key);
    if (g.loads++ == 0) g.first_load = now;
}

void RefreshMeter::load_refused(std::uint32_t key)
{
    Generation& g = at_index(current_, key);
    if (g.loads > 0) --g.loads;
}

void RefreshMeter::stored(std::uint32_t key, std::uint32_t generation, Instant fresh_until)
{
    Generation& g = at_index(current_, key);
    if (g.number == generation) {  // written again, to be used a little longer
        g.fresh_until = fresh_until;
        return;
    }
    if (g.number != 0 && g.loads > 0 && g.first_load >= since_) {
        ++figures_.cycles;
        loads_ += g.loads;
        gaps_ += milliseconds(g.fresh_until - g.first_load);
    }
    g = {fresh_until, {}, generation, 0};
}

decltype(Metrics::refresh) RefreshMeter::figures() const
{
    auto f = figures_;
    if (f.cycles == 0) return f;
    f.loads_per_cycle = static_cast<double>(loads_) / static_cast<double>(f.cycles);
    f.first_gap_ms = gaps_ / static_cast<double>(f.cycles);
    return f;
}

StalenessMeter::StalenessMeter(std::optional<RowHistory> history, std::uint32_t instances)
    : history_(std::move(history)), instances_(std::max(1u, instances))
{
}

void StalenessMeter::start_counting()
{
    stale_.clear();
    answers_ = went_back_ = 0;
}

std::uint32_t& StalenessMeter::newest(std::uint32_t key, std::uint16_t instance)
{
    constexpr std::size_t largest_table = 1 << 24;
    const std::size_t place = static_cast<std::size_t>(key) * instances_ + instance;
    if (place >= largest_table) return many_[place];
    return at_index(newest_, place);
}

void StalenessMeter::answered(std::uint32_t key, std::uint16_t instance, std::uint32_t version, Instant now)
{
    ++answers_;
    Row& row = at_index(rows_, key);
    if (row.absent) return;
    std::uint32_t& given = newest(key, instance);
    if (version + 1 < given)
        ++went_back_;
    else
        given = version + 1;

    if (!history_) return;
    if (row.version != version) {
        row.version = version;
        row.ceased = history_->ceased_at(key, version);
    }
    if (row.ceased < now) stale_.push_back((now - row.ceased).count());
}

void StalenessMeter::absent(std::uint32_t key)
{
    at_index(rows_, key).absent = true;
}

decltype(Metrics::staleness_ms) StalenessMeter::figures()
{
    decltype(Metrics::staleness_ms) f;
    f.went_back = went_back_;
    if (stale_.empty()) return f;
    double sum = 0;
    for (std::int64_t s : stale_) sum += static_cast<double>(s);
    f.mean = sum / ns_per_ms / static_cast<double>(answers_);
    f.max = static_cast<double>(*std::max_element(stale_.begin(), stale_.end())) / ns_per_ms;
    // Answers that were current are not in `stale_`; they come first in the order.
    const std::size_t current = answers_ - stale_.size();
    const std::size_t rank = rank_of(0.99, answers_);
    if (rank < current) return f;
    const auto nth = stale_.begin() + static_cast<std::ptrdiff_t>(rank - current);
    std::nth_element(stale_.begin(), nth, stale_.end());
    f.p99 = static_cast<double>(*nth) / ns_per_ms;
    return f;
}

}  // namespace stampede
