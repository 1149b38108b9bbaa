#include "tests/support/story.h"

#include "core/strategy/catalogue.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace stampede::test {

namespace {

std::string who(CallId id)
{
    if (id.is_nobody()) return "-";
    return (id.is_refresh() ? "f" : "r") + std::to_string(id.number());
}

bool is_start_entry(const Recording& r, const Event& e)
{
    return e.what() == EventKind::stored && e.call.is_refresh() && r.call(e.call).origin == Origin::warming &&
           e.at == run_start;
}

}  // namespace

std::string story(const Recording& recording)
{
    std::string text;
    for (const Event& e : recording.events) {
        if (is_start_entry(recording, e)) continue;
        text += fmt::format("{:>8}ms  {:<3} {}\n", fmt::format("{:g}", milliseconds(e.at - run_start)),
                            who(e.call), name(e.what()));
    }
    return text;
}

std::uint64_t count(const Recording& recording, EventKind what)
{
    return static_cast<std::uint64_t>(std::count_if(recording.events.begin(), recording.events.end(),
                                                    [&](const Event& e) { return e.what() == what; }));
}

std::uint64_t queries(const Recording& recording)
{
    std::uint64_t issued = 0;
    std::map<std::uint32_t, std::uint64_t> waiting;  // a query that had to queue starts once more
    for (const Event& e : recording.events) {
        if (e.what() == EventKind::query_queued) {
            ++issued;
            ++waiting[e.call.raw()];
        } else if (e.what() == EventKind::query_started) {
            std::uint64_t& w = waiting[e.call.raw()];
            if (w > 0)
                --w;
            else
                ++issued;
        }
    }
    return issued;
}

std::uint64_t ended(const Recording& recording)
{
    return static_cast<std::uint64_t>(std::count_if(recording.events.begin(), recording.events.end(),
                                                    [](const Event& e) { return ends_request(e.what()); }));
}

double longest_ms(const Recording& recording)
{
    std::map<std::uint32_t, Instant> arrivals;
    double longest = 0;
    for (const Event& e : recording.events) {
        if (e.what() == EventKind::arrived)
            arrivals[e.call.raw()] = e.at;
        else if (ends_request(e.what()))
            longest = std::max(longest, milliseconds(e.at - arrivals[e.call.raw()]));
    }
    return longest;
}

Scenario product_page(const std::string& strategy, std::uint32_t requests)
{
    Scenario s;
    s.name = "product page";
    s.strategy = find_strategy(strategy)->spec;
    s.traffic.push_back(Burst{Instant(), requests, 3ms});
    return s;
}

Scenario steady(const std::string& strategy, double rate, Duration until)
{
    Scenario s;
    s.name = "steady";
    s.strategy = find_strategy(strategy)->spec;
    s.traffic.push_back(Steady{Instant(), Instant(until), rate, Process::poisson});
    return s;
}

}  // namespace stampede::test
