#include "core/world/cluster.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace stampede {

namespace {

/// About how many requests it comes to. Unknown for clients who wait for their answers.
double expected_requests(const Traffic& traffic)
{
    if (const auto* b = std::get_if<Burst>(&traffic)) return b->requests;
    if (const auto* s = std::get_if<Steady>(&traffic)) return s->rate * seconds(s->until - s->from);
    if (const auto* r = std::get_if<Ramp>(&traffic))
        return (r->rate_from + r->rate_to) / 2 * seconds(r->until - r->from);
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

void Cluster::start_traffic(std::size_t index)
{
    const Traffic& traffic = scenario_.traffic[index];
    const std::uint64_t lane = traffic_running_;
    if (std::holds_alternative<Closed>(traffic)) return start_clients(index);
    ++traffic_running_;
    if (std::holds_alternative<Burst>(traffic))
        burst(*this, index);
    else if (std::holds_alternative<Steady>(traffic))
        steady(*this, index, lane);
    else if (std::holds_alternative<Ramp>(traffic))
        ramp(*this, index, lane);
    else
        replay(*this, logs_used_++);
}

/// Of a closed traffic: those that are not there. After its end nobody comes.
void Cluster::start_clients(std::size_t index)
{
    const auto* t = std::get_if<Closed>(&scenario_.traffic[index]);
    if (!t || (settings_ > 0 && services_.scheduler.now() >= t->until)) return;
    std::vector<bool> there(t->clients);
    for (const Client& c : clients_)
        if (c.traffic == index && !c.leaves && c.number < t->clients) there[c.number] = true;
    traffic_running_ += static_cast<std::uint64_t>(std::count(there.begin(), there.end(), false));
    for (std::uint32_t i = 0; i < t->clients; ++i) {
        if (there[i]) continue;
        clients_.push_back(
            {.traffic = index, .number = i, .leaves = false, .asking = CallId(), .done = nullptr});
        client(*this, clients_.size() - 1);
    }
}

/// Request i of n arrives at `at + within·i/n`.
Root Cluster::burst(Cluster& cluster, std::size_t index)
{
    const Burst& t = std::get<Burst>(cluster.scenario_.traffic[index]);
    Scheduler& scheduler = cluster.services_.scheduler;
    Arrival timer(cluster);
    std::uint64_t settings = cluster.settings_;
    for (std::uint32_t i = 0; i < t.requests;) {
        // within·i/n, exactly, for all that a scenario may ask for
        const Duration after = t.within / t.requests * i + t.within % t.requests * i / t.requests;
        const Instant arrival = t.at + after;
        co_await scheduler.sleep(timer, cluster.at(arrival) - scheduler.now());
        if (std::exchange(settings, cluster.settings_) != cluster.settings_) continue;
        cluster.begin_request(cluster.picker_.pick(), no_client);
        ++i;
    }
    cluster.traffic_ended();
}

Root Cluster::steady(Cluster& cluster, std::size_t index, std::uint64_t lane)
{
    const Steady& t = std::get<Steady>(cluster.scenario_.traffic[index]);
    Scheduler& scheduler = cluster.services_.scheduler;
    Arrival timer(cluster);
    std::uint64_t settings = cluster.settings_;
    Random gaps(cluster.scenario_.seed, Stream::arrivals, lane);
    Instant counted_from = t.from, arrival = t.from;
    std::optional<Instant> last;
    for (std::uint64_t i = 0;; ++i) {
        if (t.process == Process::regular)
            arrival = counted_from + from_seconds(static_cast<double>(i) / t.rate);
        else
            arrival += from_seconds(gaps.exponential() / t.rate);
        if (arrival >= t.until && !cluster.steered_) break;
        co_await scheduler.sleep(timer, cluster.at(std::min(arrival, t.until)) - scheduler.now());
        if (std::exchange(settings, cluster.settings_) != cluster.settings_) {
            // a Poisson process has no memory; regular arrivals keep their distance from the one before
            arrival = std::max(t.from, scheduler.now());
            counted_from = last.value_or(t.from);
            i = last ? 0 : i - 1;
            continue;
        }
        if (arrival >= t.until) break;
        cluster.begin_request(cluster.picker_.pick(), no_client);
        last = arrival;
    }
    cluster.traffic_ended();
}

/// A Poisson process whose rate changes linearly: unit exponentials mapped through the inverse of the
/// expected count.
Root Cluster::ramp(Cluster& cluster, std::size_t index, std::uint64_t lane)
{
    const Ramp& t = std::get<Ramp>(cluster.scenario_.traffic[index]);
    Scheduler& scheduler = cluster.services_.scheduler;
    Arrival timer(cluster);
    std::uint64_t settings = cluster.settings_;
    Random gaps(cluster.scenario_.seed, Stream::arrivals, lane);
    for (double expected = gaps.exponential();; expected += gaps.exponential()) {
        const double length = seconds(t.until - t.from);
        const double slope = (t.rate_to - t.rate_from) / length;
        const double total = (t.rate_from + t.rate_to) / 2 * length;
        if (expected >= total && !cluster.steered_) break;
        // rate_from·x + slope·x²/2 = expected, solved without cancellation
        const double root = std::sqrt(std::max(0.0, t.rate_from * t.rate_from + 2 * slope * expected));
        const Instant arrival =
            expected < total ? t.from + from_seconds(2 * expected / (t.rate_from + root)) : t.until;
        if (arrival >= t.until && !cluster.steered_) break;
        co_await scheduler.sleep(timer, cluster.at(std::min(arrival, t.until)) - scheduler.now());
        if (std::exchange(settings, cluster.settings_) != cluster.settings_) {
            // what would have come by now under the new rates; from there on as ever
            const double gone = std::clamp(seconds(scheduler.now() - t.from), 0.0, seconds(t.until - t.from));
            const double rise = (t.rate_to - t.rate_from) / std::max(seconds(t.until - t.from), 1e-9);
            expected = t.rate_from * gone + rise * gone * gone / 2;
            continue;
        }
        if (arrival >= t.until) break;
        cluster.begin_request(cluster.picker_.pick(), no_client);
    }
    cluster.traffic_ended();
}

/// Thinks, asks, waits for the answer, and so on. A client too many leaves after its thought.
Root Cluster::client(Cluster& cluster, std::size_t number)
{
    const Closed& t = std::get<Closed>(cluster.scenario_.traffic[cluster.clients_[number].traffic]);
    Scheduler& scheduler = cluster.services_.scheduler;
    Operation timer(scheduler);
    Random think(cluster.scenario_.seed, Stream::think, number);
    if (t.from > scheduler.now()) co_await scheduler.sleep(timer, t.from - scheduler.now());
    for (;;) {
        const double share = think.unit();
        const double spread = static_cast<double>((t.think_max - t.think_min).count());
        co_await scheduler.sleep(timer, t.think_min + Duration(static_cast<std::int64_t>(share * spread)));
        if (scheduler.now() >= t.until || cluster.clients_[number].number >= t.clients) break;
        timer.status = Status::pending;
        cluster.clients_[number].done = &timer;
        cluster.begin_request(cluster.picker_.pick(), number);
        co_await Await(timer);
    }
    cluster.clients_[number].leaves = true;
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
