#include "core/analysis/metrics_json.h"

#include "core/runtime/duration_text.h"
#include "core/runtime/input_error.h"
#include "core/runtime/say.h"
#include "core/runtime/suggest.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <functional>

namespace stampede {

namespace {

using Json = nlohmann::ordered_json;

/// Tells `visit` the path and the value of every figure, in the order of the JSON.
template <class Visit>
void for_each_figure(const Metrics& m, Visit visit)
{
    visit("requests", m.requests);
    visit("answered", m.answered);
    visit("failed", m.failed);
    visit("rejected", m.rejected);
    visit("unfinished", m.unfinished);
    visit("served.fresh", m.served.fresh);
    visit("served.stale", m.served.stale);
    visit("served.loaded", m.served.loaded);
    visit("served.shared", m.served.shared);
    visit("served.waited", m.served.waited);
    visit("cache.hit_rate", m.cache.hit_rate);
    visit("database.queries", m.database.queries);
    visit("database.failed", m.database.failed);
    visit("database.peak_in_flight", m.database.peak_in_flight);
    visit("database.peak_queued", m.database.peak_queued);
    visit("database.peak_per_100ms", m.database.peak_per_100ms);
    visit("database.busy_ms", m.database.busy_ms);
    visit("latency_ms.mean", m.latency_ms.mean);
    visit("latency_ms.p50", m.latency_ms.p50);
    visit("latency_ms.p90", m.latency_ms.p90);
    visit("latency_ms.p99", m.latency_ms.p99);
    visit("latency_ms.p999", m.latency_ms.p999);
    visit("latency_ms.max", m.latency_ms.max);
    visit("latency_ms.over_50ms", m.latency_ms.over_50ms);
    visit("redis.commands", m.redis.commands);
    visit("redis.peak_rate_per_s", m.redis.peak_rate_per_s);
    visit("redis.peak_per_ms", m.redis.peak_per_ms);
    visit("redis.busy_share", m.redis.busy_share);
    visit("redis.peak_queued", m.redis.peak_queued);
    visit("redis.connections_peak", m.redis.connections_peak);
    visit("lock.acquired", m.lock.acquired);
    visit("lock.refused", m.lock.refused);
    visit("lock.lost", m.lock.lost);
    visit("lock.overlaps", m.lock.overlaps);
    visit("refresh.rolls", m.refresh.rolls);
    visit("refresh.triggered", m.refresh.triggered);
    visit("refresh.cycles", m.refresh.cycles);
    visit("refresh.loads_per_cycle", m.refresh.loads_per_cycle);
    visit("refresh.first_gap_ms", m.refresh.first_gap_ms);
    visit("staleness_ms.mean", m.staleness_ms.mean);
    visit("staleness_ms.p99", m.staleness_ms.p99);
    visit("staleness_ms.max", m.staleness_ms.max);
    visit("staleness_ms.went_back", m.staleness_ms.went_back);
    visit("instances.removed", m.instances.removed);
    visit("instances.killed", m.instances.killed);
}

/// The place of "database.queries" in a report.
Json& place(Json& json, std::string_view path)
{
    const auto dot = path.find('.');
    if (dot == std::string_view::npos) return json[std::string(path)];
    return json[std::string(path.substr(0, dot))][std::string(path.substr(dot + 1))];
}

Json heading(const RunReport& r)
{
    Json json;
    json["scenario"] = r.scenario;
    json["strategy"] = r.strategy;
    json["world"] = r.world;
    json["seed"] = r.seed;
    return json;
}

Json violations(const InvariantReport& report)
{
    Json list = Json::array();
    for (const Violation& v : report.violated) list.push_back({{"invariant", v.invariant}, {"what", v.what}});
    return list;
}

Json expectations(std::span<const MissedExpectation> missed)
{
    Json list = Json::array();
    for (const MissedExpectation& m : missed) {
        Json one;
        one["metric"] = m.expected.metric;
        one["value"] = m.value;
        if (m.expected.at_most) one["at_most"] = *m.expected.at_most;
        if (m.expected.at_least) one["at_least"] = *m.expected.at_least;
        list.push_back(std::move(one));
    }
    return {{"met", missed.empty()}, {"missed", std::move(list)}};
}

/// Times as durations are written elsewhere, since the run began.
Json troubles(std::span<const ServerTrouble> all)
{
    const auto since_start = [](Instant t) {
        return to_text(std::chrono::round<std::chrono::microseconds>(t.time_since_epoch()));
    };
    Json list = Json::array();
    for (const ServerTrouble& t : all)
        list.push_back({{"what", t.what},
                        {"from", since_start(t.from)},
                        {"until", since_start(t.until)},
                        {"commands", t.commands},
                        {"asked_for", t.asked_for}});
    return list;
}

std::string line(const Json& json)
{
    // Names come from files and logs of other people: what is no UTF-8 is replaced, not refused.
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json to_object(const Summary& s)
{
    return {{"mean", s.mean}, {"ci95", s.ci95}, {"min", s.min}, {"max", s.max}};
}

Json summary_of(std::span<const RunReport> repeats, const std::function<double(const RunReport&)>& figure)
{
    std::vector<double> values;
    for (const RunReport& r : repeats) values.push_back(figure(r));
    return to_object(summarize(values));
}

}  // namespace

std::span<const std::string_view> metric_paths()
{
    static const std::vector<std::string_view> paths = [] {
        std::vector<std::string_view> list;
        for_each_figure(Metrics(), [&](std::string_view path, auto) { list.push_back(path); });
        return list;
    }();
    return paths;
}

double metric(const Metrics& m, std::string_view path)
{
    const double* found = nullptr;
    double value = 0;
    for_each_figure(m, [&](std::string_view p, auto v) {
        if (p != path) return;
        value = static_cast<double>(v);
        found = &value;
    });
    if (!found) throw InputError(say("the metric {}", unknown_word(path, metric_paths())));
    return value;
}

std::string to_text(const MissedExpectation& missed)
{
    const Expectation& e = missed.expected;
    const auto sentence = [&](const std::string& bounds) {
        return say("{} is {}, expected {}", e.metric, missed.value, bounds);
    };
    if (e.at_least && e.at_most) return sentence(say("at least {} and at most {}", *e.at_least, *e.at_most));
    if (e.at_least) return sentence(say("at least {}", *e.at_least));
    return e.at_most ? sentence(say("at most {}", *e.at_most)) : sentence("");
}

std::vector<MissedExpectation> missed_expectations(const Metrics& m, std::span<const Expectation> expect)
{
    std::vector<MissedExpectation> missed;
    for (std::size_t i = 0; i < expect.size(); ++i) {
        try {
            const double value = metric(m, expect[i].metric);
            const bool met = (!expect[i].at_most || value <= *expect[i].at_most) &&
                             (!expect[i].at_least || value >= *expect[i].at_least);
            if (!met) missed.push_back({expect[i], value});
        } catch (const InputError& e) {
            throw InputError(fmt::format("expect[{}].metric: {}", i, e.what()));
        }
    }
    return missed;
}

std::string to_json(const RunReport& r)
{
    Json json = heading(r);
    for_each_figure(r.metrics, [&](std::string_view path, auto value) { place(json, path) = value; });
    if (const auto& o = r.outcomes) {
        json["redis"]["answered"] = o->answered;
        json["redis"]["refused"] = o->refused;
        json["redis"]["unanswered"] = o->unanswered;
        json["redis"]["unsent"] = o->unsent;
    }
    if (r.cut_short) json["cut_short"] = true;
    json["trouble"] = troubles(r.trouble);
    json["invariants"] = {{"checked", r.invariants.checked}, {"violated", violations(r.invariants)}};
    json["expect"] = expectations(r.missed);
    json["notes"] = r.notes;
    json["engine"] = {{"events", r.engine.events},
                      {"wall_ms", r.engine.wall_ms},
                      {"ns_per_event", r.engine.ns_per_event()}};
    return line(json);
}

Summary summarize(std::span<const RunReport> repeats, std::string_view path)
{
    std::vector<double> values;
    for (const RunReport& r : repeats) values.push_back(metric(r.metrics, path));
    return summarize(values);
}

std::string to_json(std::span<const RunReport> repeats)
{
    Json json = heading(repeats.front());
    json["repeat"] = repeats.size();
    for (std::string_view path : metric_paths()) place(json, path) = to_object(summarize(repeats, path));

    Json violated = Json::array(), missed = Json::array(), trouble = Json::array();
    for (const RunReport& r : repeats) {
        const Json expected = expectations(r.missed);
        for (const Json& t : troubles(r.trouble)) trouble.push_back(t), trouble.back()["seed"] = r.seed;
        for (const Json& v : violations(r.invariants))
            violated.push_back(v), violated.back()["seed"] = r.seed;
        for (const Json& m : expected["missed"]) missed.push_back(m), missed.back()["seed"] = r.seed;
    }
    json["trouble"] = std::move(trouble);
    json["invariants"]["checked"] =
        summary_of(repeats, [](const RunReport& r) { return double(r.invariants.checked); });
    json["invariants"]["violated"] = std::move(violated);
    json["expect"]["met"] = missed.empty();
    json["expect"]["missed"] = std::move(missed);
    json["notes"] = repeats.front().notes;
    json["engine"]["events"] =
        summary_of(repeats, [](const RunReport& r) { return double(r.engine.events); });
    json["engine"]["wall_ms"] = summary_of(repeats, [](const RunReport& r) { return r.engine.wall_ms; });
    json["engine"]["ns_per_event"] =
        summary_of(repeats, [](const RunReport& r) { return r.engine.ns_per_event(); });
    return line(json);
}

}  // namespace stampede
