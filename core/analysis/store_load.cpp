#include "core/analysis/store_load.h"

#include <algorithm>

namespace stampede {

namespace {

/// Calls `use` with each 100 ms that lie in [from, until], and with the share of them that does.
template <class Use>
void each_between(const Recording& r, Instant from, Instant until, Use use)
{
    from = std::max(from, run_start);
    until = std::min(until, r.end);
    for (auto i = static_cast<std::size_t>((from - run_start) / load_length); i < r.store_load.size(); ++i) {
        const Instant begin = run_start + static_cast<std::int64_t>(i) * load_length;
        if (begin > until) break;
        const Duration all = std::min(begin + load_length, r.end) - begin;
        const Duration inside = std::min(begin + all, until) - std::max(begin, from);
        use(r.store_load[i], all > Duration::zero()
                                 ? static_cast<double>(inside.count()) / static_cast<double>(all.count())
                                 : 0);
    }
}

}  // namespace

StoreLoad store_load_between(const Recording& recording, Instant from, Instant until)
{
    StoreLoad most;
    each_between(recording, from, until, [&](const StoreLoad& l, double) {
        most.applied = std::max(most.applied, l.applied);
        most.most_per_ms = std::max(most.most_per_ms, l.most_per_ms);
        most.most_queued = std::max(most.most_queued, l.most_queued);
        most.most_connections = std::max(most.most_connections, l.most_connections);
        most.busy_ns = std::max(most.busy_ns, l.busy_ns);
    });
    return most;
}

double store_busy_share(const Recording& recording, Instant from, Instant until)
{
    double busy = 0;
    // where the stretch cuts through 100 ms, their work is taken to be spread evenly
    each_between(recording, from, until,
                 [&](const StoreLoad& l, double inside) { busy += inside * l.busy_ns; });
    const Duration length = std::min(until, recording.end) - std::max(from, run_start);
    return length > Duration::zero() ? std::min(1.0, busy / static_cast<double>(length.count())) : 0;
}

StoreNow store_now(const Recording& recording, Instant t)
{
    if (t < run_start) return {};
    const Instant begin = t - (t - run_start) % load_length;
    return {store_load_between(recording, t, t),
            store_busy_share(recording, begin, begin + load_length - Duration(1))};
}

}  // namespace stampede
