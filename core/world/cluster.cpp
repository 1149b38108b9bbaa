#include "core/world/cluster.h"

#include "core/scenario/models.h"
#include "core/world/mistakes.h"

#include <algorithm>

namespace stampede {

namespace {

constexpr Duration grace = 10min;  // after the last arrival, with `horizon: auto`
constexpr double most_requests_expected = 2e6;

Hosts hosts_of(const Instances& instances, Services& services)
{
    Hosts hosts;
    for (std::uint32_t i = 0; i < instances.count; ++i)
        hosts.push_back(std::make_unique<Host>(services, static_cast<std::uint16_t>(i), instances));
    return hosts;
}

EventKind ending(Served served)
{
    switch (served) {
    case Served::fresh: return EventKind::answered_fresh;
    case Served::stale: return EventKind::answered_stale;
    case Served::loaded: return EventKind::answered_loaded;
    case Served::shared: return EventKind::answered_shared;
    case Served::failed: break;
    }
    return EventKind::failed;
}

}  // namespace

Cluster::Cluster(const Scenario& scenario, Services services, Logs logs)
    : scenario_(scenario), services_(services), rules_(rules_with(scenario.strategy.options.mistakes)),
      engine_(scenario.strategy, lifetime(), scenario.seed, *this, *rules_),
      key_count_(key_count(scenario, logs)), last_call_(services.scheduler),
      hosts_(hosts_of(scenario.instances, services_)), balancer_(hosts_, services_),
      traffic_(scenario_.traffic, scenario.keys, scenario.seed, std::move(logs), services.scheduler, *this)
{
}

Cluster::~Cluster() = default;

void Cluster::start()
{
    services_.recorder.expect(
        static_cast<std::size_t>(std::min(traffic_.expected_requests(), most_requests_expected)));
    preload();
    traffic_.start();
    if (scenario_.strategy.scheduled())
        for (auto& h : hosts_) Engine::refresher(*h, engine_);
    if (scenario_.balancer) balancer_.start(*scenario_.balancer);
    for (std::uint32_t i = 0; i < scenario_.warming.size(); ++i) warming(*this, i);
    if (scenario_.adaptation) adaptation(*this);
    end_if_over();
}

void Cluster::apply(const Scenario& next)
{
    if (next.strategy.options.breaker && !scenario_.strategy.options.breaker)
        for (auto& h : hosts_) h->loader.reset_breaker();
    // Element by element: running traffic refers to its own.
    for (std::size_t i = 0; i < scenario_.traffic.size(); ++i) scenario_.traffic[i] = next.traffic[i];
    scenario_.cache = next.cache;
    scenario_.database = next.database;
    scenario_.strategy = next.strategy;
    engine_.apply(next.strategy, lifetime());
    traffic_.settings_changed();
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
    const Duration ttl = engine_.draw_ttl(lifetime());
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

CallId Cluster::request(std::uint32_t key, std::size_t client)
{
    Host* home = balancer_.next();
    const CallId id = services_.recorder.begin_request(key, home ? home->id : 0);
    ++open_;
    if (home) {
        serve(*home, *this, id, key, client);
        return id;
    }
    services_.recorder.emit(EventKind::arrived, id);
    services_.recorder.emit(EventKind::failed, id);
    request_ended(false, client);
    return id;
}

/// One request, from its arrival to its answer.
Root Cluster::serve(Host& home, Cluster& cluster, CallId id, std::uint32_t key, std::size_t client)
{
    Call c(home, key, id);
    c.emit(EventKind::arrived);
    if (home.pause.until > c.now()) co_await c.sleep(Duration::zero());
    if (home.workers.limited() && !home.workers.take()) {
        if (home.workers.queue_full()) {
            c.emit(EventKind::rejected);
            cluster.request_ended(false, client);
            co_return;
        }
        c.emit(EventKind::queued);
        home.workers.wait(c.command);
        co_await Await(c.command);
        c.emit(EventKind::worker_taken);
    }
    const Answer answer = co_await cluster.engine_.get(c);
    c.emit(ending(answer.served), answer.version);
    home.workers.give_back(c.scheduler());
    cluster.request_ended(answer.served == Served::fresh || answer.served == Served::stale, client);
}

void Cluster::request_ended(bool hit, std::size_t client)
{
    --open_;
    ++lately_.answered;
    lately_.hits += hit;
    traffic_.answered(client);
    end_if_over();
}

void Cluster::refresh_began(Call&)
{
    ++open_;
}

void Cluster::refresh_ended(Call&)
{
    --open_;
    end_if_over();
}

void Cluster::traffic_ended()
{
    if (!traffic_.running() && !scenario_.horizon)
        services_.scheduler.schedule(last_call_, services_.scheduler.now() + grace, *this);
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

void Cluster::kill(std::uint32_t instance)
{
    Host& host = *hosts_[instance];
    if (!host.alive) return;
    services_.recorder.emit(EventKind::instance_killed, CallId(), host.id);
    std::vector<CallId> requests;
    for (Hook* h = host.calls.next; h != &host.calls; h = h->next) {
        const CallId id = static_cast<Call*>(h)->id();
        if (id.is_request()) requests.push_back(id);
        --open_;
    }
    host.alive = false;
    host.tasks.kill();
    host.workers.forget_all();
    for (const CallId id : requests) services_.recorder.emit(EventKind::failed, id);
    traffic_.died(requests);
    end_if_over();
}

void Cluster::pause(std::uint32_t instance, Duration d)
{
    Host& host = *hosts_[instance];
    services_.recorder.emit(EventKind::instance_paused, CallId(), host.id);
    host.pause.until = std::max(host.pause.until, services_.scheduler.now() + d);
}

}  // namespace stampede
