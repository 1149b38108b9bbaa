#include "core/world/cluster.h"

#include "core/world/models.h"

#include <algorithm>

namespace stampede {

namespace {

constexpr Duration patience = 10min;  // after the last arrival, with `horizon: auto`

}  // namespace

Cluster::Cluster(const Scenario& scenario, Services services, Logs logs)
    : scenario_(scenario), services_(services),
      engine_(scenario.strategy, Lifetime{scenario.cache.ttl, scenario.cache.jitter}, scenario.seed, *this),
      picker_(scenario.keys, scenario.seed), key_count_(key_count(scenario, logs)),
      logs_(std::move(logs.logs)), last_call_(services.scheduler)
{
    for (std::uint32_t i = 0; i < scenario.instances.count; ++i)
        instances_.push_back(std::make_unique<Instance>(services_, static_cast<std::uint16_t>(i)));
}

Cluster::~Cluster() = default;

void Cluster::start()
{
    expect_traffic();
    preload();
    for (std::size_t i = 0; i < scenario_.traffic.size(); ++i) start_traffic(i);
    if (scenario_.strategy.scheduled())
        for (auto& i : instances_) Engine::refresher(*i, engine_);
    if (scenario_.balancer)
        for (auto& i : instances_) check_health(*i, *this);
    for (std::uint32_t i = 0; i < scenario_.warming.size(); ++i) warming(*this, i);
    if (scenario_.adaptation) adaptation(*this);
    end_if_over();
}

void Cluster::take(const Scenario& next)
{
    if (next.strategy.options.breaker && !scenario_.strategy.options.breaker)
        for (auto& i : instances_) {
            i->failures = 0;
            i->probing = false;
        }
    // Element by element: running traffic refers to its own.
    for (std::size_t i = 0; i < scenario_.traffic.size(); ++i) scenario_.traffic[i] = next.traffic[i];
    scenario_.cache = next.cache;
    scenario_.database = next.database;
    scenario_.strategy = next.strategy;
    engine_.take(next.strategy, Lifetime{next.cache.ttl, next.cache.jitter});
    ++settings_;
    for (Arrival* a : arrivals_)
        if (a->ticket != 0) services_.scheduler.finish_at(*a, Status::ok, services_.scheduler.now());
    for (std::size_t i = 0; i < scenario_.traffic.size(); ++i) start_clients(i);
}

/// A cold cache is empty; otherwise each key has an entry, which may have expired already.
void Cluster::preload()
{
    if (scenario_.cache.start == Start::cold) return;
    RowHistory rows = row_history(scenario_);
    const bool old = scenario_.cache.start != Start::warm;
    for (std::uint32_t key = 0; key < key_count_; ++key) {
        Entry e = start_entry();
        e.version = rows.version_at(key, old ? e.stored_at : run_start);
        const CallId call = services_.recorder.begin_refresh(key, 0, Origin::warming, CallId());
        services_.store.preload(call, key, e, std::max(e.kept_until - run_start, Duration::zero()));
    }
}

Entry Cluster::start_entry()
{
    const Duration ttl = engine_.draw_ttl(Lifetime{scenario_.cache.ttl, scenario_.cache.jitter});
    Entry e;
    e.present = true;
    e.generation = engine_.next_generation();
    e.load_time = scenario_.database.query_time;
    switch (scenario_.cache.start) {
    case Start::warm:
    case Start::cold: e.fresh_until = run_start + ttl; break;
    case Start::expired: e.fresh_until = run_start; break;
    case Start::expiring: e.fresh_until = run_start + scenario_.cache.expires_in; break;
    }
    e.stored_at = e.fresh_until - ttl;
    e.kept_until = e.fresh_until + scenario_.strategy.options.keep;
    return e;
}

void Cluster::begin_request(std::uint32_t key, std::size_t client)
{
    Instance* home = next_instance();
    const CallId id = services_.recorder.begin_request(key, home ? home->id : 0);
    if (client != no_client) clients_[client].asking = id;
    ++open_;
    if (!home) {
        services_.recorder.emit(What::arrived, id);
        services_.recorder.emit(What::failed, id);
        request_ended(false, client);
        return;
    }
    ++home->open_requests;
    serve(*home, *this, id, key, client);
}

/// Round robin over those that live and have not been taken out by the balancer; nobody if there are none.
Instance* Cluster::next_instance()
{
    for (std::size_t tries = 0; tries < instances_.size(); ++tries) {
        Instance& i = *instances_[next_in_turn_++ % instances_.size()];
        if (i.alive && i.in_rotation) return &i;
    }
    return nullptr;
}

void Cluster::request_ended(bool hit, std::size_t client)
{
    --open_;
    ++answered_;
    hits_ += hit;
    if (client != no_client)
        if (Operation* done = std::exchange(clients_[client].done, nullptr))
            services_.scheduler.finish_at(*done, Status::ok, services_.scheduler.now());
    end_if_over();
}

void Cluster::refresh_began(Caller& refresh)
{
    ++refresh.home.open_refreshes;
    ++open_;
}

void Cluster::refresh_ended(Caller& refresh)
{
    --refresh.home.open_refreshes;
    --open_;
    end_if_over();
}

void Cluster::traffic_ended()
{
    if (--traffic_running_ == 0 && !scenario_.horizon)
        services_.scheduler.schedule(last_call_, services_.scheduler.now() + patience, *this);
    end_if_over();
}

void Cluster::end_if_over()
{
    if (over() && !scenario_.horizon) services_.scheduler.halt();
}

void Cluster::due(Operation&)
{
    services_.scheduler.halt();
}

void Cluster::kill(Instance& instance)
{
    if (!instance.alive) return;
    Recorder& recorder = services_.recorder;
    recorder.emit(What::instance_killed, CallId(), instance.id);
    const Recording& so_far = recorder.recording();
    std::vector<bool> ended(so_far.requests.size());
    for (const Event& e : so_far.events)
        if (ends_request(e.what())) ended[e.call.number() - 1] = true;
    instance.alive = false;
    instance.tasks.kill();
    instance.flights.clear();
    instance.batch = nullptr;
    instance.workers_busy = instance.workers_awaited = 0;
    open_ -= instance.open_requests + instance.open_refreshes;
    instance.open_requests = instance.open_refreshes = 0;
    for (std::uint32_t n = 1; n <= ended.size(); ++n)
        if (!ended[n - 1] && so_far.requests[n - 1].instance == instance.id)
            recorder.emit(What::failed, CallId::request(n));
    for (Client& c : clients_)
        if (c.done && !ended[c.asking.number() - 1] && so_far.call(c.asking).instance == instance.id)
            services_.scheduler.finish_at(*std::exchange(c.done, nullptr), Status::ok,
                                          services_.scheduler.now());
    end_if_over();
}

void Cluster::pause(Instance& instance, Duration d)
{
    services_.recorder.emit(What::instance_paused, CallId(), instance.id);
    instance.pause.until = std::max(instance.pause.until, services_.scheduler.now() + d);
}

}  // namespace stampede
