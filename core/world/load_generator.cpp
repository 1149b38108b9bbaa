#include "core/world/load_generator.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace stampede {

namespace {

/// About how many requests it comes to. Unknown for clients who wait for their answers.
double expected(const Traffic& traffic)
{
    if (const auto* b = std::get_if<Burst>(&traffic)) return b->requests;
    if (const auto* s = std::get_if<Steady>(&traffic)) return s->rate * seconds(s->until - s->from);
    if (const auto* r = std::get_if<Ramp>(&traffic))
        return (r->rate_from + r->rate_to) / 2 * seconds(r->until - r->from);
    return 0;
}

}  // namespace

LoadGenerator::LoadGenerator(const std::vector<Traffic>& traffic, const Keys& keys, std::uint64_t seed,
                             Logs logs, Scheduler& scheduler, RequestSink& sink)
    : traffic_(traffic), seed_(seed), scheduler_(scheduler), sink_(sink), picker_(keys, seed),
      logs_(std::move(logs.logs))
{
}

double LoadGenerator::expected_requests() const
{
    double requests = 0;
    for (const Traffic& t : traffic_) requests += expected(t);
    return requests;
}

void LoadGenerator::start()
{
    for (std::size_t i = 0; i < traffic_.size(); ++i) start_one(i);
}

void LoadGenerator::settings_changed()
{
    ++settings_;
    for (Arrival* a : arrivals_)
        if (a->ticket != 0) scheduler_.finish_at(*a, Status::ok, scheduler_.now());
    for (std::size_t i = 0; i < traffic_.size(); ++i) start_clients(i);
}

void LoadGenerator::request()
{
    sink_.request(picker_.pick(), no_client);
}

void LoadGenerator::ended()
{
    --running_;
    sink_.traffic_ended();
}

void LoadGenerator::answered(std::size_t client)
{
    if (client == no_client) return;
    if (Operation* done = std::exchange(clients_[client].done, nullptr))
        scheduler_.finish_at(*done, Status::ok, scheduler_.now());
}

void LoadGenerator::died(std::span<const CallId> requests)
{
    const auto earlier = [](CallId a, CallId b) { return a.number() < b.number(); };
    for (std::size_t i = 0; i < clients_.size(); ++i)
        if (clients_[i].done &&
            std::binary_search(requests.begin(), requests.end(), clients_[i].asking, earlier))
            answered(i);
}

void LoadGenerator::start_one(std::size_t index)
{
    const Traffic& traffic = traffic_[index];
    const std::uint64_t lane = running_;
    if (std::holds_alternative<Closed>(traffic)) return start_clients(index);
    ++running_;
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
void LoadGenerator::start_clients(std::size_t index)
{
    const auto* t = std::get_if<Closed>(&traffic_[index]);
    if (!t || (settings_ > 0 && scheduler_.now() >= t->until)) return;
    std::vector<bool> there(t->clients);
    for (const Client& c : clients_)
        if (c.traffic == index && !c.leaves && c.number < t->clients) there[c.number] = true;
    running_ += static_cast<std::uint64_t>(std::count(there.begin(), there.end(), false));
    for (std::uint32_t i = 0; i < t->clients; ++i) {
        if (there[i]) continue;
        clients_.push_back(
            {.traffic = index, .number = i, .leaves = false, .asking = CallId(), .done = nullptr});
        client(*this, clients_.size() - 1);
    }
}

/// Request i of n arrives at `at + within·i/n`.
Root LoadGenerator::burst(LoadGenerator& g, std::size_t index)
{
    const Burst& t = std::get<Burst>(g.traffic_[index]);
    Scheduler& scheduler = g.scheduler_;
    Arrival timer(g);
    std::uint64_t settings = g.settings_;
    for (std::uint32_t i = 0; i < t.requests;) {
        // within·i/n, exactly, for all that a scenario may ask for
        const Duration after = t.within / t.requests * i + t.within % t.requests * i / t.requests;
        const Instant arrival = t.at + after;
        co_await scheduler.sleep(timer, g.until(arrival));
        if (std::exchange(settings, g.settings_) != g.settings_) continue;
        g.request();
        ++i;
    }
    g.ended();
}

Root LoadGenerator::steady(LoadGenerator& g, std::size_t index, std::uint64_t lane)
{
    const Steady& t = std::get<Steady>(g.traffic_[index]);
    Scheduler& scheduler = g.scheduler_;
    Arrival timer(g);
    std::uint64_t settings = g.settings_;
    Random gaps(g.seed_, Stream::arrivals, lane);
    Instant counted_from = t.from, arrival = t.from;
    std::optional<Instant> last;
    for (std::uint64_t i = 0;; ++i) {
        if (t.process == Process::regular)
            arrival = counted_from + from_seconds(static_cast<double>(i) / t.rate);
        else
            arrival += from_seconds(gaps.exponential() / t.rate);
        if (arrival >= t.until && !g.steered_) break;
        co_await scheduler.sleep(timer, g.until(std::min(arrival, t.until)));
        if (std::exchange(settings, g.settings_) != g.settings_) {
            // a Poisson process has no memory; regular arrivals keep their distance from the one before
            arrival = std::max(t.from, scheduler.now());
            counted_from = last.value_or(t.from);
            i = last ? 0 : i - 1;
            continue;
        }
        if (arrival >= t.until) break;
        g.request();
        last = arrival;
    }
    g.ended();
}

/// A Poisson process whose rate changes linearly: unit exponentials mapped through the inverse of the
/// expected count.
Root LoadGenerator::ramp(LoadGenerator& g, std::size_t index, std::uint64_t lane)
{
    const Ramp& t = std::get<Ramp>(g.traffic_[index]);
    Scheduler& scheduler = g.scheduler_;
    Arrival timer(g);
    std::uint64_t settings = g.settings_;
    Random gaps(g.seed_, Stream::arrivals, lane);
    for (double expected = gaps.exponential();; expected += gaps.exponential()) {
        const double length = seconds(t.until - t.from);
        const double slope = (t.rate_to - t.rate_from) / length;
        const double total = (t.rate_from + t.rate_to) / 2 * length;
        if (expected >= total && !g.steered_) break;
        // rate_from·x + slope·x²/2 = expected, solved without cancellation
        const double root = std::sqrt(std::max(0.0, t.rate_from * t.rate_from + 2 * slope * expected));
        const Instant arrival =
            expected < total ? t.from + from_seconds(2 * expected / (t.rate_from + root)) : t.until;
        if (arrival >= t.until && !g.steered_) break;
        co_await scheduler.sleep(timer, g.until(std::min(arrival, t.until)));
        if (std::exchange(settings, g.settings_) != g.settings_) {
            // what would have come by now under the new rates; from there on as ever
            const double gone = std::clamp(seconds(scheduler.now() - t.from), 0.0, seconds(t.until - t.from));
            const double rise = (t.rate_to - t.rate_from) / std::max(seconds(t.until - t.from), 1e-9);
            expected = t.rate_from * gone + rise * gone * gone / 2;
            continue;
        }
        if (arrival >= t.until) break;
        g.request();
    }
    g.ended();
}

/// Thinks, asks, waits for the answer, and so on. A client too many leaves after its thought.
Root LoadGenerator::client(LoadGenerator& g, std::size_t number)
{
    const Closed& t = std::get<Closed>(g.traffic_[g.clients_[number].traffic]);
    Scheduler& scheduler = g.scheduler_;
    Operation timer(scheduler);
    Random think(g.seed_, Stream::think, number);
    if (t.from > scheduler.now()) co_await scheduler.sleep(timer, t.from - scheduler.now());
    for (;;) {
        const double share = think.unit();
        const double spread = static_cast<double>((t.think_max - t.think_min).count());
        co_await scheduler.sleep(timer, t.think_min + Duration(static_cast<std::int64_t>(share * spread)));
        if (scheduler.now() >= t.until || g.clients_[number].number >= t.clients) break;
        timer.status = Status::pending;
        g.clients_[number].done = &timer;
        g.clients_[number].asking = g.sink_.request(g.picker_.pick(), number);
        co_await Await(timer);
    }
    g.clients_[number].leaves = true;
    g.ended();
}

Root LoadGenerator::replay(LoadGenerator& g, std::size_t log)
{
    Scheduler& scheduler = g.scheduler_;
    Operation timer(scheduler);
    for (std::size_t i = 0; i < g.logs_[log].times.size(); ++i) {
        const Instant arrival = run_start + g.logs_[log].times[i];
        co_await scheduler.sleep(timer, g.until(arrival));
        g.sink_.request(g.logs_[log].keys[i], no_client);
    }
    g.ended();
}

}  // namespace stampede
