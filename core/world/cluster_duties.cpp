#include "core/world/cluster.h"

#include <utility>

namespace stampede {

void Cluster::warm_top(std::uint32_t top, Lifetime lifetime)
{
    for (std::uint32_t key = 0; key < top && key < key_count_; ++key)
        if (Instance* home = next_instance()) engine_.warm(*home, key, lifetime);
}

/// Loads the most popular keys before they are asked for.
Root Cluster::warming(Cluster& cluster, std::uint32_t index)
{
    const Warming w = cluster.scenario_.warming[index];
    Operation timer(cluster.services_.scheduler);
    co_await cluster.services_.scheduler.sleep(timer, cluster.at(w.at) - cluster.services_.scheduler.now());
    cluster.services_.recorder.emit(What::warmed, CallId(), index);
    const Lifetime lifetime{w.ttl.value_or(cluster.scenario_.cache.ttl), cluster.scenario_.cache.jitter};
    cluster.warm_top(w.top, lifetime);
}

/// Watches the hit rate of each window, and acts when it falls.
Root Cluster::adaptation(Cluster& cluster)
{
    const Adaptation a = *cluster.scenario_.adaptation;
    Operation timer(cluster.services_.scheduler);
    for (;;) {
        co_await cluster.services_.scheduler.sleep(timer, a.window);
        const auto answered = static_cast<double>(std::exchange(cluster.answered_, 0));
        const auto hits = static_cast<double>(std::exchange(cluster.hits_, 0));
        if (answered == 0 || hits / answered >= a.hit_rate_below) continue;
        cluster.services_.recorder.emit(What::alert, CallId(), 0,
                                        static_cast<std::int64_t>(1e6 * hits / answered));
        if (a.action == AdaptAction::warm) {
            const Lifetime lifetime{cluster.scenario_.cache.ttl, cluster.scenario_.cache.jitter};
            cluster.warm_top(a.top, lifetime);
        } else {
            cluster.engine_.scale_beta(a.factor);
        }
    }
}

}  // namespace stampede
