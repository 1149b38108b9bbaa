#include "core/world/live_load.h"

#include <algorithm>
#include <map>

namespace stampede {

namespace {

/// Requests that arrive in each second of the run.
class Arrivals {
public:
    void add(Instant at, double requests) { by_second_[second_of(at)] += requests; }
    /// `rate` requests a second from `from` until `until`.
    void add(Instant from, Instant until, double rate)
    {
        for (Instant t = from; t < until; t = start_of(second_of(t) + 1))
            add(t, rate * seconds(std::min(until, start_of(second_of(t) + 1)) - t));
    }
    double most() const
    {
        double most = 0;
        for (const auto& [second, requests] : by_second_) most = std::max(most, requests);
        return most;
    }

private:
    static std::int64_t second_of(Instant t) { return std::chrono::floor<std::chrono::seconds>(t).time_since_epoch().count(); }
    static Instant start_of(std::int64_t second) { return Instant(std::chrono::seconds(second)); }
    std::map<std::int64_t, double> by_second_;
};

void add(Arrivals& all, const Traffic& traffic)
{
    if (const auto* b = std::get_if<Burst>(&traffic)) {
        const double length = seconds(b->within);
        if (length <= 1) all.add(b->at, b->requests);
        else all.add(b->at, b->at + b->within, b->requests / length);
    } else if (const auto* s = std::get_if<Steady>(&traffic)) {
        all.add(s->from, s->until, s->rate);
    } else if (const auto* r = std::get_if<Ramp>(&traffic)) {
        all.add(r->from, r->until, std::max(r->rate_from, r->rate_to));
    } else if (const auto* c = std::get_if<Closed>(&traffic)) {
        const double think = seconds(c->think_min + c->think_max) / 2;
        all.add(c->from, c->until, c->clients / std::max(think, 1e-3));
    }
}

}  // namespace

double commands_in_busiest_second(const Scenario& s, const Logs& logs)
{
    Arrivals all;
    for (const Traffic& t : s.traffic) add(all, t);
    for (const ReplayLog& log : logs.logs)
        for (const Duration t : log.times) all.add(run_start + t, 1);

    const StrategyOptions& o = s.strategy.options;
    const auto& m = s.strategy.meanwhile;
    const bool polls = o.wait_by == WaitBy::poll && std::find(m.begin(), m.end(), Meanwhile::wait) != m.end();
    const double waiting = std::min(seconds(s.database.query_time), 1.0);
    return all.most() * (1 + (polls ? waiting / seconds(o.poll) : 0));
}

}  // namespace stampede
