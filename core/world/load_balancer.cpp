#include "core/world/load_balancer.h"

namespace stampede {

Host* LoadBalancer::next()
{
    for (std::size_t tries = 0; tries < hosts_.size(); ++tries) {
        Host& h = *hosts_[turn_++ % hosts_.size()];
        if (h.alive && h.in_rotation) return &h;
    }
    return nullptr;
}

void LoadBalancer::start(const Balancer& rule)
{
    for (auto& host : hosts_) check_health(*host, *this, rule);
}

/// The checks of one instance: each needs a worker within the time-out.
Root LoadBalancer::check_health(Host& home, LoadBalancer& balancer, Balancer rule)
{
    Scheduler& scheduler = balancer.services_.scheduler;
    Operation check(scheduler);
    std::uint32_t failed = 0, passed = 0;
    for (;;) {
        co_await scheduler.sleep(check, rule.period);
        bool healthy = true;
        if (home.pause.until > scheduler.now()) {
            healthy = home.pause.until - scheduler.now() < rule.timeout;
        } else if (!home.workers.free()) {
            home.workers.wait(check);
            check.stage = static_cast<std::uint8_t>(Status::timeout);
            scheduler.schedule(check, scheduler.now() + rule.timeout, scheduler);
            healthy = co_await Await(check) == Status::ok;
            if (healthy)
                home.workers.give_back(scheduler);
            else
                home.workers.stopped_waiting();
        }
        failed = healthy ? 0 : failed + 1;
        passed = healthy ? passed + 1 : 0;
        balancer.judge(home, rule, failed, passed);
    }
}

/// After a check; `failed` and `passed` count those in a row.
void LoadBalancer::judge(Host& host, const Balancer& rule, std::uint32_t failed, std::uint32_t passed)
{
    Recorder& recorder = services_.recorder;
    if (failed > 0) recorder.emit(EventKind::health_check_failed, CallId(), host.id);
    if (host.in_rotation && failed >= rule.remove_after) {
        host.in_rotation = false;
        recorder.emit(EventKind::instance_removed, CallId(), host.id);
    } else if (!host.in_rotation && passed >= rule.return_after) {
        host.in_rotation = true;
        recorder.emit(EventKind::instance_returned, CallId(), host.id);
    }
}

}  // namespace stampede
