#include "core/scenario/log_scenario.h"

#include "core/runtime/say.h"
#include "core/runtime/suggest.h"
#include "core/scenario/describe.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace stampede {

namespace {

double two_decimals(double value)
{
    return std::round(value * 100) / 100;
}

/// Three significant digits: more would be chance.
double readable(double rate)
{
    return std::clamp(std::stod(fmt::format("{:.3g}", rate)), 1e-6, 1e7);
}

Instant at(LogTime since_first)
{
    return run_start + std::min(Duration(since_first), longest_run);
}

Steady steady(LogTime from, LogTime until, double rate)
{
    Steady s;
    s.from = at(from);
    s.until = at(until);
    s.rate = readable(rate);
    return s;
}

/// Some part has more than twice the requests of the mean one, and so many that it is no chance.
bool is_uneven(const LogSummary& log)
{
    const double mean = static_cast<double>(log.requests) / static_cast<double>(log.over_time.size());
    return std::any_of(log.over_time.begin(), log.over_time.end(), [&](const LogSummary::Stretch& s) {
        const auto n = static_cast<double>(s.requests);
        return n > 2 * mean && n > mean + 5 * std::sqrt(mean);
    });
}

std::vector<Traffic> traffic_like(const LogSummary& log)
{
    if (log.rate == 0) {
        Burst burst;
        burst.requests = static_cast<std::uint32_t>(log.requests);
        burst.within = {};
        return {burst};
    }
    const LogSummary::Stretch& last = log.over_time.back();
    if (!is_uneven(log)) return {steady(0, last.from + last.length, log.rate)};
    std::vector<Traffic> parts;
    for (const LogSummary::Stretch& s : log.over_time)
        if (s.requests > 0 && s.length > 0 && Duration(s.from) < longest_run)
            parts.push_back(steady(s.from, s.from + s.length,
                                   static_cast<double>(s.requests) / seconds(Duration(s.length))));
    return parts;
}

}  // namespace

Scenario scenario_like(const LogSummary& log, const std::string& name)
{
    Scenario s;
    s.name = say("Like {}", in_quotes(name));
    s.about =
        say("As many requests a second, keys and meetings of requests for one key as in the log; its cache "
            "starts empty.");
    s.keys.count = static_cast<std::uint32_t>(log.keys);
    if (const double exponent = two_decimals(log.zipf); exponent >= 0.05) {
        s.keys.popularity = Popularity::zipf;
        s.keys.exponent = exponent;
    }
    s.traffic = traffic_like(log);
    s.cache.start = Start::cold;
    if (log.upstream) {
        s.database.query_time = Duration(std::llround(log.upstream->mean_ms * 1000)) * 1000;
        const double cv = log.upstream->mean_ms > 0 ? log.upstream->deviation_ms / log.upstream->mean_ms : 0;
        s.database.distribution = cv >= 0.01 ? Distribution::lognormal : Distribution::constant;
        if (cv >= 0.01) s.database.cv = std::min(two_decimals(cv), 100.0);
    }
    return s;
}

}  // namespace stampede
