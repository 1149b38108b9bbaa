// What the operator of a service does while it runs.

#include "core/world/cluster.h"

#include <utility>

namespace stampede {

void Cluster::warm_top(std::uint32_t top, Lifetime lifetime)
{
    for (std::uint32_t key = 0; key < top && key < key_count_; ++key)
        if (Host* home = balancer_.next()) engine_.warm(*home, key, lifetime);
}

/// Loads the most popular keys before they are asked for.
Root Cluster::warming(Cluster& cluster, std::uint32_t index)
{
    const Warming w = cluster.scenario_.warming[index];
    Scheduler& scheduler = cluster.services_.scheduler;
    Operation timer(scheduler);
    co_await scheduler.sleep(timer, std::max(w.at - scheduler.now(), Duration::zero()));
    cluster.services_.recorder.emit(EventKind::warmed, CallId(), index);
    Lifetime lifetime = cluster.lifetime();
    lifetime.ttl = w.ttl.value_or(lifetime.ttl);
    cluster.warm_top(w.top, lifetime);
}

/// Watches the hit rate of each window, and acts when it falls.
Root Cluster::adaptation(Cluster& cluster)
{
    const Adaptation a = *cluster.scenario_.adaptation;
    Operation timer(cluster.services_.scheduler);
    for (;;) {
        co_await cluster.services_.scheduler.sleep(timer, a.window);
        const HitRate seen = std::exchange(cluster.lately_, HitRate{});
        const auto answered = static_cast<double>(seen.answered), hits = static_cast<double>(seen.hits);
        if (seen.answered == 0 || hits / answered >= a.hit_rate_below) continue;
        Record(cluster.services_.recorder).alert(hits, answered);
        if (a.action == AdaptAction::warm)
            cluster.warm_top(a.top, cluster.lifetime());
        else
            cluster.engine_.scale_beta(a.factor);
    }
}

}  // namespace stampede
