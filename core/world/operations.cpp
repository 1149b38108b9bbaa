// What the operator of a service does while it runs.

#include "core/world/cluster.h"

#include <utility>

namespace stampede {

/// Loads the most popular keys, key i of n at `over`·i/n from now.
Root Cluster::warm_top(Cluster& cluster, std::uint32_t top, std::optional<Duration> over, Lifetime lifetime)
{
    Scheduler& scheduler = cluster.services_.scheduler;
    const std::uint32_t keys = std::min(top, cluster.key_count_);
    const Duration spread = over.value_or(warming_spread(cluster.scenario_, keys));
    const Instant from = scheduler.now();
    Operation timer(scheduler);
    for (std::uint32_t key = 0; key < keys; ++key) {
        const Instant turn = from + spread / keys * key + spread % keys * key / keys;
        if (turn > scheduler.now()) co_await scheduler.sleep(timer, turn - scheduler.now());
        if (Host* home = cluster.balancer_.next()) cluster.engine_.warm(*home, key, lifetime);
    }
}

/// A warming of the scenario: before the keys are asked for.
Root Cluster::warming(Cluster& cluster, std::uint32_t index)
{
    const Warming w = cluster.scenario_.warming[index];
    Scheduler& scheduler = cluster.services_.scheduler;
    Operation timer(scheduler);
    co_await scheduler.sleep(timer, std::max(w.at - scheduler.now(), Duration::zero()));
    cluster.services_.recorder.emit(EventKind::warmed, CallId(), index);
    Lifetime lifetime = cluster.lifetime();
    lifetime.ttl = w.ttl.value_or(lifetime.ttl);
    warm_top(cluster, w.top, w.over, lifetime);
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
            warm_top(cluster, a.top, std::nullopt, cluster.lifetime());
        else
            cluster.engine_.scale_beta(a.factor);
    }
}

}  // namespace stampede
