#pragma once

#include "core/scenario/scenario.h"
#include "core/strategy/engine.h"
#include "core/world/key_picker.h"
#include "core/world/logs.h"

#include <memory>
#include <vector>

namespace stampede {

/// The instances of a service, the traffic that reaches them and all that goes on beside it, on whatever
/// store, database and scheduler a world gives it. The services must outlive it.
class Cluster final : private RefreshListener, private Handler {
public:
    Cluster(const Scenario& scenario, Services services, Logs logs);
    ~Cluster();

    /// Puts the entries of the start state there and starts traffic, refreshers, balancer, warming and
    /// adaptation.
    void start();
    /// Traffic stays until its end although it may have nothing more to send: `take` may change that. Before
    /// `start`.
    void expect_steering() { steered_ = true; }
    /// Goes by the numbers of another scenario from now on. REQUIRES: expect_steering; steered(scenario(),
    /// next) == next.
    void take(const Scenario& next);
    /// The traffic has ended and so has every request and refresh. With `horizon: auto` the scheduler is
    /// halted then.
    bool over() const { return traffic_running_ == 0 && open_ == 0; }
    /// Requests and refreshes that have not ended.
    std::uint64_t open() const { return open_; }
    std::vector<std::unique_ptr<Instance>>& instances() { return instances_; }
    std::uint32_t keys() const { return key_count_; }
    const Scenario& scenario() const { return scenario_; }
    Services& services() { return services_; }

    // What faults do.
    /// Destroys the instance's tasks; its open requests end as failed. It gets no more traffic.
    void kill(Instance& instance);
    /// The instance stands still for `d`, as a stopped process or a long garbage collection.
    void pause(Instance& instance, Duration d);

private:
    struct Client {
        std::size_t traffic = 0;   ///< its place in the scenario
        std::uint32_t number = 0;  ///< among those of its traffic
        bool leaves = false;
        CallId asking;
        Operation* done = nullptr;
    };
    /// The sleep of a traffic until its next request. New settings end it.
    struct Arrival : Operation {
        explicit Arrival(Cluster& c) : Operation(c.services_.scheduler), cluster(c)
        {
            c.arrivals_.push_back(this);
        }
        ~Arrival() { std::erase(cluster.arrivals_, this); }
        Cluster& cluster;
    };

    void preload();
    Entry start_entry();
    void expect_traffic();
    void start_traffic(std::size_t index);
    void start_clients(std::size_t index);
    void begin_request(std::uint32_t key, std::size_t client);
    Instance* next_instance();
    void request_ended(bool hit, std::size_t client);
    void refresh_began(Caller& refresh) override;
    void refresh_ended(Caller& refresh) override;
    void traffic_ended();
    void end_if_over();
    void due(Operation&) override;
    Instant at(Instant t) const { return std::max(t, services_.scheduler.now()); }

    // cluster_requests.cpp
    static Root serve(Instance& home, Cluster& cluster, CallId id, std::uint32_t key, std::size_t client);
    bool take_worker(Caller& c);
    void give_worker_back(Instance& home);
    static Root check_health(Instance& home, Cluster& cluster);
    // cluster_traffic.cpp
    static Root burst(Cluster& cluster, std::size_t index);
    static Root steady(Cluster& cluster, std::size_t index, std::uint64_t lane);
    static Root ramp(Cluster& cluster, std::size_t index, std::uint64_t lane);
    static Root client(Cluster& cluster, std::size_t number);
    static Root replay(Cluster& cluster, std::size_t log);
    // cluster_duties.cpp
    static Root warming(Cluster& cluster, std::uint32_t index);
    static Root adaptation(Cluster& cluster);
    void warm_top(std::uint32_t top, Lifetime lifetime);

    static constexpr std::size_t no_client = SIZE_MAX;

    Scenario scenario_;
    Services services_;
    Engine engine_;
    KeyPicker picker_;
    std::uint32_t key_count_;
    std::vector<ReplayLog> logs_;
    std::size_t logs_used_ = 0;
    std::vector<Client> clients_;
    std::vector<Arrival*> arrivals_;  ///< of the traffic that still runs
    std::uint64_t settings_ = 0;      ///< how often they were changed
    bool steered_ = false;
    std::uint32_t next_in_turn_ = 0;
    std::uint64_t traffic_running_ = 0;
    std::uint64_t open_ = 0;
    std::uint64_t answered_ = 0, hits_ = 0;  ///< since the adaptation last looked
    Operation last_call_;                    ///< ten minutes after the last arrival

    std::vector<std::unique_ptr<Instance>> instances_;

public:
    TaskGroup tasks;  ///< traffic and duties; last, so that it is destroyed first
};

}  // namespace stampede
