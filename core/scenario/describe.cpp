#include "core/scenario/describe.h"

#include "core/log/formats.h"
#include "core/runtime/duration_text.h"
#include "core/runtime/say.h"
#include "core/scenario/metric_names.h"

#include <array>

namespace stampede {

namespace {

using Words = std::string_view;

constexpr std::array<Words, 1> schemas{"stampede-scenario/1"};
constexpr std::array<Words, 2> popularities{"uniform", "zipf"};
constexpr std::array<Words, 5> traffic_kinds{"burst", "steady", "ramp", "closed", "replay"};
constexpr std::array<Words, 2> spreads{"none", "second"};
constexpr std::array<Words, 2> query_time_sources{"scenario", "upstream"};
constexpr std::array<Words, 5> time_units{"auto", "s", "ms", "us", "ns"};
constexpr std::array<Words, 2> processes{"poisson", "regular"};
constexpr std::array<Words, 4> starts{"cold", "warm", "expired", "expiring"};
constexpr std::array<Words, 3> distributions{"constant", "exponential", "lognormal"};
constexpr std::array<Words, 2> actions{"warm", "beta"};
constexpr std::array<Words, 13> fault_kinds{
    "kill-instance", "kill-lock-holder", "pause-instance", "redis-down", "redis-restart",
    "redis-slow",    "database-down",    "database-slow",  "flush-key",  "flush-all",
    "clock-jump",    "partition",        "lose-reply"};

constexpr std::array<Words, 10> fault_events{
    "request-arrived", "entry-missed", "lock-taken",    "lock-released", "load-began",
    "load-ended",      "load-failed",  "query-started", "value-stored",  "refresh-began"};

constexpr Duration longest = longest_duration;
constexpr Duration shortest = 1us;
constexpr std::uint32_t million = 1'000'000;
constexpr double least_rate = 1e-6, greatest_rate = 1e7;
constexpr std::string_view instant_needed = to_say("an instant of the run, such as \"10s\"");
constexpr std::string_view duration_needed = to_say("a duration, such as \"5s\"");

void describe(Fields& f, Keys& k)
{
    f.count("count", k.count, 1, million);
    f.word("popularity", k.popularity, popularities);
    f.number("exponent", k.exponent, 0, 5);
    f.number("absent", k.absent, 0, 1);
    f.text("name", k.name, 1, 100);
}

void describe(Fields& f, Instances& i)
{
    f.count("count", i.count, 1, 1000);
    f.count("workers", i.workers, 0, 10'000);
    f.count("queue", i.queue, 0, million);
}

void describe(Fields& f, Balancer& b)
{
    f.duration("period", b.period, 1ms, longest);
    f.duration("timeout", b.timeout, 1ms, longest);
    f.count("remove_after", b.remove_after, 1, 1000);
    f.count("return_after", b.return_after, 1, 1000);
}

void describe(Fields& f, Burst& b)
{
    f.instant("at", b.at, longest_run);
    f.count("requests", b.requests, 1, most_requests);
    f.duration("within", b.within, Duration{}, longest_run);
}

template <class T>
void describe_span(Fields& f, T& t)
{
    f.instant("from", t.from, longest_run);
    f.need("until", instant_needed);
    f.instant("until", t.until, longest_run);
}

void describe(Fields& f, Steady& s)
{
    describe_span(f, s);
    f.number("rate", s.rate, least_rate, greatest_rate);
    f.word("process", s.process, processes);
}

void describe(Fields& f, Ramp& r)
{
    describe_span(f, r);
    f.number("rate_from", r.rate_from, 0, greatest_rate);
    f.number("rate_to", r.rate_to, 0, greatest_rate);
}

void describe(Fields& f, Closed& c)
{
    f.count("clients", c.clients, 1, 100'000);
    f.duration("think_min", c.think_min, Duration{}, longest);
    f.duration("think_max", c.think_max, Duration{}, longest);
    describe_span(f, c);
}

/// "auto", and the names of all formats.
const std::vector<Words>& format_words()
{
    static const std::vector<Words> words = [] {
        std::vector<Words> all{"auto"};
        for (const LogFormat& format : log_formats()) all.push_back(format.name);
        return all;
    }();
    return words;
}

void describe(Fields& f, LogFieldNames& n)
{
    constexpr std::size_t longest_name = 200;
    f.text("time", n.time, 0, longest_name);
    f.text("key", n.key, 0, longest_name);
    f.text("method", n.method, 0, longest_name);
    f.text("status", n.status, 0, longest_name);
    f.text("host", n.host, 0, longest_name);
    f.text("upstream", n.upstream, 0, longest_name);
}

void describe(Fields& f, LogReading& r)
{
    const std::vector<Words>& formats = format_words();
    std::size_t format = 0;
    for (std::size_t i = 1; i < formats.size(); ++i)
        if (formats[i] == r.format) format = i;
    f.word_index("format", format, formats);
    r.format = format == 0 ? "" : formats[format];
    std::size_t unit = r.unit ? static_cast<std::size_t>(*r.unit) + 1 : 0;
    f.word_index("time_unit", unit, time_units);
    r.unit = unit == 0 ? std::nullopt : std::optional(static_cast<TimeUnit>(unit - 1));
    if (f.reading() || r.fields != LogFieldNames()) f.section<LogFieldNames>("fields", r.fields, describe);
}

void describe(Fields& f, Replay& r)
{
    f.need("file", to_say("an access log, a trace of a cache, or a CSV file of seconds,key"));
    f.text("file", r.file, 1, 4096);
    f.number("speed", r.speed, 1e-6, 1e9);
    describe(f, r.reading);
    f.word("spread", r.spread, spreads);
    f.word("query_time_from", r.query_time_from, query_time_sources);
}

/// The alternative with this index, with its defaults.
template <std::size_t I = 0>
Traffic traffic_of_kind(std::size_t kind)
{
    if constexpr (I + 1 < std::variant_size_v<Traffic>)
        if (kind != I) return traffic_of_kind<I + 1>(kind);
    return Traffic(std::in_place_index<I>);
}

void describe(Fields& f, Traffic& t)
{
    std::size_t kind = t.index();
    f.need("kind", to_say("one of burst, steady, ramp, closed or replay"));
    f.word_index("kind", kind, traffic_kinds);
    if (f.reading()) t = traffic_of_kind(kind);
    std::visit([&](auto& one) { describe(f, one); }, t);
}

void describe(Fields& f, Cache& c)
{
    f.duration("ttl", c.ttl, 1ms, longest);
    f.number("jitter", c.jitter, 0, 0.9);
    f.word("start", c.start, starts);
    if (f.reading() || c.start == Start::expiring || c.expires_in != Duration{})
        f.duration("expires_in", c.expires_in, Duration{}, longest);
    f.duration("round_trip", c.round_trip, Duration{}, 1h);
    f.number("round_trip_jitter", c.round_trip_jitter, 0, 0.9);
    f.duration("service_time", c.service_time, Duration{}, 1h);
}

void describe(Fields& f, DatabaseSpec& d)
{
    f.duration("query_time", d.query_time, Duration{}, longest);
    f.word("distribution", d.distribution, distributions);
    f.number("cv", d.cv, 0, 100);
    f.count("pool", d.pool, 1, million);
    f.number("slowdown", d.slowdown, 0, 1000);
    f.maybe_duration("timeout", d.timeout, shortest, longest, "none");
    f.number("failure_rate", d.failure_rate, 0, 1);
    f.number("updates_per_second", d.updates_per_second, 0, million);
}

void describe(Fields& f, Warming& w)
{
    f.instant("at", w.at, longest_run);
    f.object("keys", [&](Fields& keys) { keys.count("top", w.top, 1, million); });
    if (f.reading() || w.ttl) f.maybe_duration("ttl", w.ttl, 1ms, longest, "");
    if (f.reading() || w.over) f.maybe_duration("over", w.over, Duration{}, longest, "");
}

void describe(Fields& f, Adaptation& a)
{
    f.number("hit_rate_below", a.hit_rate_below, 0, 1);
    f.duration("window", a.window, 1ms, longest);
    f.word("action", a.action, actions);
    f.object("keys", [&](Fields& keys) { keys.count("top", a.top, 1, million); });
    f.number("factor", a.factor, 0.01, 100);
}

void describe(Fields& f, AfterEvent& a)
{
    f.need("event", to_say("what it waits for, such as \"lock-taken\""));
    f.word("event", a.event, fault_events);
    f.count("nth", a.nth, 1, most_requests);
}

/// At an instant, or some time after an event.
void describe_moment(Fields& f, Fault& x)
{
    f.section<AfterEvent>("after", x.after, describe, "");
    if (!x.after) {
        f.need("at", to_say("an instant of the run, such as \"10s\", or an event in \"after\""));
        f.instant("at", x.at, longest_run);
        return;
    }
    std::optional<Duration> at;
    if (f.reading()) f.maybe_duration("at", at, Duration{}, longest_run, "");
    if (at) f.refuse("at", say("stands beside \"after\"; one of the two"));
}

void describe(Fields& f, Fault& x)
{
    describe_moment(f, x);
    f.need("kind", to_say("what breaks, such as \"kill-lock-holder\""));
    f.word("kind", x.kind, fault_kinds);
    using enum FaultKind;
    const FaultKind k = x.kind;
    if (k == kill_instance || k == pause_instance || k == clock_jump || k == partition)
        f.count("instance", x.instance, 1, 1000);
    if (k == redis_slow || k == database_slow) {
        f.need("times", to_say("how many times as slow"));
        f.number("times", x.times, 1, 1e6);
    }
    if (k == pause_instance || k == redis_down || k == redis_slow || k == database_down ||
        k == database_slow || k == partition) {
        f.need("for", duration_needed);
        f.duration("for", x.duration, shortest, longest);
    }
    if (k == flush_key) f.count("key", x.key, 1, million);
    if (k == clock_jump) {
        f.need("by", to_say("a duration, such as \"2s\" or \"-2s\""));
        f.duration("by", x.by, -1h, 1h);
    } else if (x.after) {
        f.duration("by", x.delay, Duration{}, longest_run);
    }
}

void describe(Fields& f, Expectation& e)
{
    f.need("metric", to_say("a figure of the run, such as \"database.queries\""));
    constexpr std::size_t none = std::size(metric_names);
    std::size_t index = none;
    for (std::size_t i = 0; i < none; ++i)
        if (metric_names[i] == e.metric) index = i;
    if (f.reading() || index != none) f.word_index("metric", index, metric_names);
    if (index != none) e.metric = metric_names[index];
    f.maybe_number("at_most", e.at_most, -1e18, 1e18);
    f.maybe_number("at_least", e.at_least, -1e18, 1e18);
}

void describe(Fields& f, Bookmark& b)
{
    f.need("at", instant_needed);
    f.instant("at", b.at, longest_run);
    f.need("text", to_say("a few words, such as \"the burst arrives\""));
    f.text("text", b.text, 1, longest_bookmark);
    if (f.reading() || b.opens) f.flag("opens", b.opens);
}

}  // namespace

void describe(Fields& f, Scenario& s)
{
    std::size_t schema = 0;
    f.need("schema", "\"stampede-scenario/1\"");
    f.word_index("schema", schema, schemas);
    f.text("name", s.name, 1, 200);
    f.text("about", s.about, 0, 10'000);
    f.whole("seed", s.seed, 0, UINT64_MAX);
    f.maybe_duration("horizon", s.horizon, shortest, longest_run, "auto");
    f.section<Keys>("keys", s.keys, describe);
    f.section<Instances>("instances", s.instances, describe);
    f.section<Balancer>("balancer", s.balancer, describe, "");
    f.sections<Traffic>("traffic", s.traffic, 1000, describe);
    f.section<Cache>("cache", s.cache, describe);
    f.section<DatabaseSpec>("database", s.database, describe);
    f.section<StrategySpec>("strategy", s.strategy, describe_strategy);
    f.sections<Warming>("warming", s.warming, 1000, describe);
    f.section<Adaptation>("adaptation", s.adaptation, describe, "");
    f.sections<Fault>("faults", s.faults, 10'000, describe);
    f.sections<Expectation>("expect", s.expect, 1000, describe);
    if (f.reading() || !s.bookmarks.empty()) f.sections<Bookmark>("bookmarks", s.bookmarks, 1000, describe);
}

}  // namespace stampede
