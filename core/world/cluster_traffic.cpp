#include "core/world/cluster.h"

#include <algorithm>
#include <cmath>

namespace stampede {

namespace {

/// About how many requests it comes to. Unknown for clients who wait for their answers.
double expected_requests(const Traffic& traffic)
{
    if (const auto* b = std::get_if<Burst>(&traffic)) return b->requests;
    if (const auto* s = std::get_if<Steady>(&traffic)) return s->rate * seconds(s->until - s->from);
    if (const auto* r = std::get_if<Ramp>(&traffic)) return (r->rate_from + r->rate_to) / 2 * seconds(r->until - r->from);
    return 0;
}

}  // namespace

void Cluster::expect_traffic()
{
    constexpr double most = 2e6;
    double requests = 0;
    for (const Traffic& t : scenario_.traffic) requests += expected_requests(t);
    services_.recorder.expect(static_cast<std::size_t>(std::min(requests, most)));
}

void Cluster::start_traffic(const Traffic& traffic)
{
    const std::uint64_t lane = traffic_running_;
    ++traffic_running_;
    if (const auto* b = std::get_if<Burst>(&traffic)) {
        burst(*this, *b);
    } else if (const auto* s = std::get_if<Steady>(&traffic)) {
        steady(*this, *s, lane);
    } else if (const auto* r = std::get_if<Ramp>(&traffic)) {
        ramp(*this, *r, lane);
    } else if (const auto* c = std::get_if<Closed>(&traffic)) {
        traffic_running_ += c->clients - 1;
        for (std::uint32_t i = 0; i < c->clients; ++i) {
            clients_.emplace_back();
            client(*this, *c, clients_.size() - 1);
        }
    } else {
        replay(*this, logs_used_++);
    }
}

/// Request i of n arrives at `at + within·i/n`.
Root Cluster::burst(Cluster& cluster, Burst t)
{
    Scheduler& scheduler = cluster.services_.scheduler;
    Operation timer(scheduler);
    for (std::uint32_t i = 0; i < t.requests; ++i) {
        // within·i/n, exactly, for all that a scenario may ask for
        const Duration after = t.within / t.requests * i + t.within % t.requests * i / t.requests;
        const Instant arrival = t.at + after;
        co_await scheduler.sleep(timer, cluster.at(arrival) - scheduler.now());
        cluster.begin_request(cluster.picker_.pick(), no_client);
    }
    cluster.traffic_ended();
}

Root Cluster::steady(Cluster& cluster, Steady t, std::uint64_t lane)
{
    Scheduler& scheduler = cluster.services_.scheduler;
    Operation timer(scheduler);
    Random gaps(cluster.scenario_.seed, Stream::arrivals, lane);
    Instant arrival = t.from;
    for (std::uint64_t i = 0;; ++i) {
        if (t.process == Process::regular) arrival = t.from + from_seconds(static_cast<double>(i) / t.rate);
        else arrival += from_seconds(gaps.exponential() / t.rate);
        if (arrival >= t.until) break;
        co_await scheduler.sleep(timer, cluster.at(arrival) - scheduler.now());
        cluster.begin_request(cluster.picker_.pick(), no_client);
    }
    cluster.traffic_ended();
}

/// A Poisson process whose rate changes linearly: unit exponentials mapped through the inverse of the expected count.
Root Cluster::ramp(Cluster& cluster, Ramp t, std::uint64_t lane)
{
    Scheduler& scheduler = cluster.services_.scheduler;
    Operation timer(scheduler);
    Random gaps(cluster.scenario_.seed, Stream::arrivals, lane);
    const double length = seconds(t.until - t.from);
    const double slope = (t.rate_to - t.rate_from) / length;
    const double total = (t.rate_from + t.rate_to) / 2 * length;
    for (double expected = gaps.exponential(); expected < total; expected += gaps.exponential()) {
        // rate_from·x + slope·x²/2 = expected, solved without cancellation
        const double root = std::sqrt(std::max(0.0, t.rate_from * t.rate_from + 2 * slope * expected));
        const Instant arrival = t.from + from_seconds(2 * expected / (t.rate_from + root));
        if (arrival >= t.until) break;
        co_await scheduler.sleep(timer, cluster.at(arrival) - scheduler.now());
        cluster.begin_request(cluster.picker_.pick(), no_client);
    }
    cluster.traffic_ended();
}

/// Thinks, asks, waits for the answer, and so on.
Root Cluster::client(Cluster& cluster, Closed t, std::size_t number)
{
    Scheduler& scheduler = cluster.services_.scheduler;
    Operation timer(scheduler);
    Random think(cluster.scenario_.seed, Stream::think, number);
    if (t.from > scheduler.now()) co_await scheduler.sleep(timer, t.from - scheduler.now());
    for (;;) {
        const double share = think.unit();
        const double spread = static_cast<double>((t.think_max - t.think_min).count());
        co_await scheduler.sleep(timer, t.think_min + Duration(static_cast<std::int64_t>(share * spread)));
        if (scheduler.now() >= t.until) break;
        timer.status = Status::pending;
        cluster.clients_[number].done = &timer;
        cluster.begin_request(cluster.picker_.pick(), number);
        co_await Await(timer);
    }
    cluster.traffic_ended();
}

Root Cluster::replay(Cluster& cluster, std::size_t log)
{
    Scheduler& scheduler = cluster.services_.scheduler;
    Operation timer(scheduler);
    for (std::size_t i = 0; i < cluster.logs_[log].times.size(); ++i) {
        const Instant arrival = run_start + cluster.logs_[log].times[i];
        co_await scheduler.sleep(timer, cluster.at(arrival) - scheduler.now());
        cluster.begin_request(cluster.logs_[log].keys[i], no_client);
    }
    cluster.traffic_ended();
}

}  // namespace stampede
