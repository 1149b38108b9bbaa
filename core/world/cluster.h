#pragma once

#include "core/scenario/scenario.h"
#include "core/strategy/engine.h"
#include "core/world/load_balancer.h"
#include "core/world/load_generator.h"
#include "core/world/logs.h"

namespace stampede {

/// A service under load, on whatever store, database and scheduler a world gives it: its instances, the
/// engine that serves them, the balancer in front, the traffic, and what the operator does (warming,
/// adaptation). The services must outlive it.
class Cluster final : private RefreshListener, private RequestSink, private Handler {
public:
    Cluster(const Scenario& scenario, Services services, Logs logs);
    ~Cluster();

    /// Puts the entries of the start state there and starts traffic, refreshers, balancer, warming and
    /// adaptation.
    void start();
    /// Settings may change on the way. Before `start`.
    void expect_steering() { traffic_.expect_steering(); }
    /// Goes by the numbers of another scenario from now on. REQUIRES: expect_steering; steered(scenario(),
    /// next) == next.
    void apply(const Scenario& next);
    /// The traffic has ended and so has every request and refresh. With `horizon: auto` the scheduler is
    /// halted then.
    bool over() const { return !traffic_.running() && open_ == 0; }
    /// Requests and refreshes that have not ended.
    std::uint64_t open() const { return open_; }
    Instance& instance(std::uint32_t number) { return *hosts_[number]; }
    std::uint32_t keys() const { return key_count_; }
    const Scenario& scenario() const { return scenario_; }
    Services& services() { return services_; }

    // What faults do.
    /// Destroys the instance's tasks; its open requests end as failed. It gets no more traffic.
    void kill(std::uint32_t instance);
    /// The instance stands still for `d`, as a stopped process or a long garbage collection.
    void pause(std::uint32_t instance, Duration d);

private:
    /// How requests were answered since somebody last asked.
    struct HitRate {
        std::uint64_t answered = 0, hits = 0;
    };

    Lifetime lifetime() const { return {scenario_.cache.ttl, scenario_.cache.jitter}; }
    void preload();
    Entry start_entry();

    CallId request(std::uint32_t key, std::size_t client) override;
    void traffic_ended() override;
    void refresh_began(Call& refresh) override;
    void refresh_ended(Call& refresh) override;
    void due(Operation&) override;
    static Root serve(Host& home, Cluster& cluster, CallId id, std::uint32_t key, std::size_t client);
    void request_ended(bool hit, std::size_t client);
    void end_if_over();

    // operations.cpp
    static Root warming(Cluster& cluster, std::uint32_t index);
    static Root adaptation(Cluster& cluster);
    static Root warm_top(Cluster& cluster, std::uint32_t top, std::optional<Duration> over,
                         Lifetime lifetime);

    Scenario scenario_;
    Services services_;
    std::unique_ptr<const Rules> rules_;
    Engine engine_;
    std::uint32_t key_count_;
    std::uint64_t open_ = 0;
    HitRate lately_;
    Operation last_call_;  ///< ten minutes after the last arrival
    Hosts hosts_;
    LoadBalancer balancer_;
    LoadGenerator traffic_;

public:
    TaskGroup tasks;  ///< the operator's; last, so that it is destroyed first
};

}  // namespace stampede
