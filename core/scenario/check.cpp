#include "core/runtime/duration_text.h"
#include "core/runtime/say.h"
#include "core/scenario/describe.h"
#include "core/scenario/strict_json.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace stampede {

namespace {

std::string at(const char* list, std::size_t i, const char* field)
{
    return std::string(list) + '[' + std::to_string(i) + "]." + field;
}

std::string text(Instant t)
{
    return '"' + to_text(t.time_since_epoch()) + '"';
}
std::string text(Duration d)
{
    return '"' + to_text(d) + '"';
}

/// 20000000 as "20 000 000".
std::string grouped(double count)
{
    std::string digits = std::to_string(static_cast<std::uint64_t>(std::min(count, 1e18)));
    for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, 1, ' ');
    return digits;
}

/// Checks one part of the traffic, and estimates how many requests it has; 0 where only the run can tell.
class TrafficCheck {
public:
    TrafficCheck(const Scenario& s, std::string_view source, std::size_t index)
        : s_(s), source_(source), index_(index)
    {
    }

    double operator()(const Burst& b) const { return b.requests; }
    double operator()(const Steady& t) const { return t.rate * span(t); }
    double operator()(const Ramp& t) const { return (t.rate_from + t.rate_to) / 2 * span(t); }
    double operator()(const Replay&) const { return 0; }
    double operator()(const Closed& t) const
    {
        if (t.think_max < t.think_min)
            refuse("think_max",
                   say("{} is less than think_min; at least {}", text(t.think_max), to_text(t.think_min)));
        // A client asks again after at least this long, so the clock moves and their number is bounded.
        const Duration round = (t.think_min + t.think_max) / 2 + s_.cache.round_trip + s_.cache.service_time;
        if (round < 1us)
            refuse("think_max", say("{} would let a client ask without end at one instant; at least 2us "
                                    "while cache.round_trip is 0",
                                    text(t.think_max)));
        return t.clients * std::ceil(span(t) / seconds(round));
    }

private:
    template <class T>
    double span(const T& t) const
    {
        if (t.until <= t.from)
            refuse("until", say("{} is not after from; later than {}", text(t.until), text(t.from)));
        const Instant end = s_.horizon ? std::min(t.until, Instant(*s_.horizon)) : t.until;
        return std::max(0.0, seconds(end - t.from));
    }

    [[noreturn]] void refuse(const char* field, const std::string& sentence) const
    {
        refuse_input(source_, at("traffic", index_, field), sentence);
    }

    const Scenario& s_;
    std::string_view source_;
    std::size_t index_;
};

void check_traffic(const Scenario& s, std::string_view source)
{
    double requests = 0;
    for (std::size_t i = 0; i < s.traffic.size(); ++i)
        requests += std::visit(TrafficCheck(s, source, i), s.traffic[i]);
    if (requests > static_cast<double>(most_requests))
        refuse_input(
            source, "traffic",
            say("asks for about {} requests; at most {}", grouped(requests), grouped(most_requests)));
}

void check_cache(const Scenario& s, std::string_view source)
{
    if (s.cache.start != Start::expiring) return;
    const std::string accepted = say("; more than 0s and at most the ttl of {}", to_text(s.cache.ttl));
    if (s.cache.expires_in == Duration{})
        refuse_input(source, "cache.expires_in",
                     say("is missing, and cache.start is \"expiring\"{}", accepted));
    if (s.cache.expires_in > s.cache.ttl)
        refuse_input(source, "cache.expires_in", say("{} is too long{}", text(s.cache.expires_in), accepted));
}

void check_faults(const Scenario& s, std::string_view source)
{
    bool replays = false;  // a log brings keys of its own
    for (const Traffic& t : s.traffic) replays |= std::holds_alternative<Replay>(t);
    for (std::size_t i = 0; i < s.faults.size(); ++i) {
        const Fault& f = s.faults[i];
        const auto out_of_range = [&](const char* field, std::uint32_t value, std::uint32_t most) {
            refuse_input(source, at("faults", i, field), say("{} is out of range; 1 to {}", value, most));
        };
        if (f.instance > s.instances.count) out_of_range("instance", f.instance, s.instances.count);
        if (f.key > s.keys.count && !replays) out_of_range("key", f.key, s.keys.count);
        if (f.kind == FaultKind::clock_jump && f.by == Duration{})
            refuse_input(source, at("faults", i, "by"),
                         say("\"0s\" changes nothing; a duration such as \"2s\" or \"-2s\""));
    }
}

void check_expectations(const Scenario& s, std::string_view source)
{
    for (std::size_t i = 0; i < s.expect.size(); ++i) {
        const Expectation& e = s.expect[i];
        if (!e.at_most && !e.at_least)
            refuse_input(source, at("expect", i, "at_most"),
                         say("is missing, and so is at_least; a number, for one of them or both"));
        if (e.at_most && e.at_least && *e.at_least > *e.at_most)
            refuse_input(source, at("expect", i, "at_least"),
                         say("is more than at_most, so nothing can meet both; not more than it"));
    }
}

void check_bookmarks(const Scenario& s, std::string_view source)
{
    std::optional<std::size_t> first;
    for (std::size_t i = 0; i < s.bookmarks.size(); ++i) {
        if (!s.bookmarks[i].opens) continue;
        if (first)
            refuse_input(
                source, at("bookmarks", i, "opens"),
                say("is true, and so is that of bookmarks[{}]; true for one bookmark at most", *first));
        first = i;
    }
}

}  // namespace

void check(const Scenario& s, std::string_view source)
{
    check_traffic(s, source);
    check_cache(s, source);
    check_faults(s, source);
    check_expectations(s, source);
    check_bookmarks(s, source);
}

}  // namespace stampede
