#include "core/world/cluster.h"

namespace stampede {

namespace {

What ending(Served served)
{
    switch (served) {
    case Served::fresh: return What::answered_fresh;
    case Served::stale: return What::answered_stale;
    case Served::loaded: return What::answered_loaded;
    case Served::shared: return What::answered_shared;
    case Served::failed: break;
    }
    return What::failed;
}

}  // namespace

/// One request, from its arrival to its answer.
Root Cluster::serve(Instance& home, Cluster& cluster, CallId id, std::uint32_t key, std::size_t client)
{
    Caller c(home, key, id);
    c.emit(What::arrived);
    if (home.pause.until > c.now()) co_await c.sleep(Duration::zero());
    if (cluster.scenario_.instances.workers > 0 && !cluster.take_worker(c)) {
        if (home.workers_awaited >= cluster.scenario_.instances.queue) {
            c.emit(What::rejected);
            --home.open_requests;
            cluster.request_ended(false, client);
            co_return;
        }
        ++home.workers_awaited;
        c.emit(What::queued);
        c.command.status = Status::pending;
        home.worker_queue.append(c.command.place);
        co_await Await(c.command);
        c.emit(What::worker_taken);
    }
    const Answer answer = co_await cluster.engine_.get(c);
    c.emit(ending(answer.served), answer.version);
    cluster.give_worker_back(home);
    --home.open_requests;
    cluster.request_ended(answer.served == Served::fresh || answer.served == Served::stale, client);
}

bool Cluster::take_worker(Caller& c)
{
    if (c.home.workers_busy >= scenario_.instances.workers) return false;
    ++c.home.workers_busy;
    return true;
}

/// Hands the worker to whoever waits longest.
void Cluster::give_worker_back(Instance& home)
{
    if (scenario_.instances.workers == 0) return;
    if (!home.worker_queue.linked()) {
        --home.workers_busy;
        return;
    }
    --home.workers_awaited;
    Operation& next = Operation::of(*home.worker_queue.next);
    services_.scheduler.finish_at(next, Status::ok, services_.scheduler.now());
}

/// The balancer's checks of one instance: each needs a worker within the time-out.
Root Cluster::check_health(Instance& home, Cluster& cluster)
{
    const Balancer balancer = *cluster.scenario_.balancer;
    Scheduler& scheduler = cluster.services_.scheduler;
    Operation check(scheduler);
    std::uint32_t failed = 0, passed = 0;
    for (;;) {
        co_await scheduler.sleep(check, balancer.period);
        bool healthy = true;
        const bool full = cluster.scenario_.instances.workers > 0 &&
                          home.workers_busy >= cluster.scenario_.instances.workers;
        if (home.pause.until > scheduler.now()) {
            healthy = home.pause.until - scheduler.now() < balancer.timeout;
        } else if (full) {
            ++home.workers_awaited;
            check.status = Status::pending;
            check.stage = static_cast<std::uint8_t>(Status::timeout);
            home.worker_queue.append(check.place);
            scheduler.schedule(check, scheduler.now() + balancer.timeout, scheduler);
            healthy = co_await Await(check) == Status::ok;
            if (healthy)
                cluster.give_worker_back(home);
            else
                --home.workers_awaited;
        }
        failed = healthy ? 0 : failed + 1;
        passed = healthy ? passed + 1 : 0;
        Recorder& recorder = cluster.services_.recorder;
        if (!healthy) recorder.emit(What::health_check_failed, CallId(), home.id);
        if (home.in_rotation && failed >= balancer.remove_after) {
            home.in_rotation = false;
            recorder.emit(What::instance_removed, CallId(), home.id);
        } else if (!home.in_rotation && passed >= balancer.return_after) {
            home.in_rotation = true;
            recorder.emit(What::instance_returned, CallId(), home.id);
        }
    }
}

}  // namespace stampede
