#include "core/world/live_load.h"

#include "core/runtime/input_error.h"
#include "core/runtime/say.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace stampede {

namespace {

/// Storing the entries to start with may take this long.
constexpr double longest_warm_up = 30;

/// Requests at a constant rate, or all at once where `until` is `from`.
struct Stretch {
    Instant from, until;
    double requests;  ///< a second, or all of them
};

std::optional<Stretch> stretch_of(const Traffic& traffic)
{
    if (const auto* b = std::get_if<Burst>(&traffic)) {
        if (b->within <= 1s) return Stretch{b->at, b->at, static_cast<double>(b->requests)};
        return Stretch{b->at, b->at + b->within, b->requests / seconds(b->within)};
    }
    if (const auto* s = std::get_if<Steady>(&traffic)) return Stretch{s->from, s->until, s->rate};
    if (const auto* r = std::get_if<Ramp>(&traffic))
        return Stretch{r->from, r->until, std::max(r->rate_from, r->rate_to)};
    if (const auto* c = std::get_if<Closed>(&traffic)) {
        const double think = seconds(c->think_min + c->think_max) / 2;
        return Stretch{c->from, c->until, c->clients / std::max(think, 1e-3)};
    }
    return std::nullopt;
}

/// Of the seconds that begin where some stretch does: one of them is the busiest.
double most_in_a_second(const std::vector<Stretch>& all)
{
    double most = 0;
    for (const Stretch& first : all) {
        double n = 0;
        for (const Stretch& s : all) {
            const Duration overlap = std::min(s.until, first.from + 1s) - std::max(s.from, first.from);
            if (s.until == s.from)
                n += s.from >= first.from && s.from < first.from + 1s ? s.requests : 0;
            else
                n += s.requests * std::max(seconds(overlap), 0.0);
        }
        most = std::max(most, n);
    }
    return most;
}

double most_in_a_second(const ReplayLog& log)
{
    std::size_t most = 0, first = 0;
    for (std::size_t last = 0; last < log.times.size(); ++last) {
        while (log.times[last] - log.times[first] >= 1s) ++first;
        most = std::max(most, last - first + 1);
    }
    return static_cast<double>(most);
}

std::string whole(double n)
{
    return std::to_string(std::llround(n));
}

}  // namespace

double commands_in_busiest_second(const Scenario& s, const Logs& logs)
{
    std::vector<Stretch> stretches;
    for (const Traffic& t : s.traffic)
        if (const auto stretch = stretch_of(t)) stretches.push_back(*stretch);
    double requests = most_in_a_second(stretches);
    for (const ReplayLog& log : logs.logs) requests += most_in_a_second(log);

    const StrategyOptions& o = s.strategy.options;
    const auto& m = s.strategy.meanwhile;
    const bool polls = o.wait_by == WaitBy::poll && std::find(m.begin(), m.end(), Meanwhile::wait) != m.end();
    const double waiting = std::min(seconds(s.database.query_time), 1.0);
    return requests * (1 + (polls ? waiting / seconds(o.poll) : 0));
}

double commands_asked(const Scenario& s, const Logs& logs)
{
    const bool starts_empty = s.cache.start == Start::cold || (s.cache.start == Start::expired &&
                                                               s.strategy.options.keep == Duration::zero());
    return std::max(commands_in_busiest_second(s, logs),
                    starts_empty ? 0 : key_count(s, logs) / longest_warm_up);
}

void check_load(const Scenario& s, const Logs& logs, const RedisAddress& a)
{
    const double asked = commands_asked(s, logs);
    if (asked <= a.commands_per_second) return;
    throw InputError(
        say("This scenario sends about {} commands in its busiest second, and {} is asked at most {}: ask "
            "for less, or allow more at the end of the address with ?commands_per_second={}",
            whole(asked), a.display(), whole(a.commands_per_second), whole(std::ceil(asked))));
}

}  // namespace stampede
