#include "core/analysis/export.h"

#include "core/analysis/csv.h"
#include "core/analysis/timeline.h"
#include "core/runtime/say.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <optional>

namespace stampede {

namespace {

/// A text as a JSON string, quotes included.
std::string quoted(const std::string& text)
{
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

/// A decimal number of `ns`, exact: 1.5 for 1 500 000 ns with a unit of a million.
std::string decimal(std::int64_t ns, std::int64_t unit, int digits)
{
    const std::int64_t rest = ns % unit;
    const std::string whole = fmt::format("{}{}", ns < 0 && ns / unit == 0 ? "-" : "", ns / unit);
    if (rest == 0) return whole;
    std::string decimals = fmt::format("{:0{}}", rest < 0 ? -rest : rest, digits);
    while (decimals.back() == '0') decimals.pop_back();
    return whole + "." + decimals;
}

std::string in_ms(Instant t)
{
    return decimal(t.time_since_epoch().count(), 1'000'000, 6);
}

std::string in_us(std::int64_t ns)
{
    return decimal(ns, 1'000, 3);
}

const char* name(CallState state)
{
    switch (state) {
    case CallState::lookup: return to_say("lookup");
    case CallState::waiting: return to_say("waiting");
    case CallState::worker_queue: return to_say("waiting for a worker");
    case CallState::connection_queue: return to_say("waiting for a connection");
    case CallState::loading: return to_say("loading");
    case CallState::storing: return to_say("storing");
    case CallState::absent: break;
    }
    return "";
}

/// Writes events, with commas between them.
class TraceWriter {
public:
    explicit TraceWriter(const TextSink& out) : out_(out)
    {
        out_("{\"displayTimeUnit\":\"ms\",\"traceEvents\":[");
    }
    void event(const std::string& fields)
    {
        out_((first_ ? "\n{" : ",\n{") + fields + "}");
        first_ = false;
    }
    void finish() { out_("\n]}\n"); }

    void process_name(std::uint32_t process, const std::string& text)
    {
        event(fmt::format(R"("name":"process_name","ph":"M","pid":{},"args":{{"name":{}}})", process,
                          quoted(text)));
    }
    void thread_name(std::uint32_t process, std::uint32_t thread, const std::string& text)
    {
        event(fmt::format(R"("name":"thread_name","ph":"M","pid":{},"tid":{},"args":{{"name":{}}})", process,
                          thread, quoted(text)));
    }
    void slice(std::uint32_t process, std::uint32_t thread, const std::string& text, Instant from,
               Instant until)
    {
        event(fmt::format(R"("name":{},"ph":"X","pid":{},"tid":{},"ts":{},"dur":{})", quoted(text), process,
                          thread, in_us(from.time_since_epoch().count()), in_us((until - from).count())));
    }
    void counter(std::uint32_t process, const std::string& text, Instant at, std::uint32_t value)
    {
        event(fmt::format(R"("name":{},"ph":"C","pid":{},"ts":{},"args":{{"value":{}}})", quoted(text),
                          process, in_us(at.time_since_epoch().count()), value));
    }

private:
    const TextSink& out_;
    bool first_ = true;
};

// Processes of the trace: instances come after these two.
constexpr std::uint32_t redis_process = 1, database_process = 2, first_instance = 3;

void write_calls(TraceWriter& trace, const Recording& r, const Timeline& t)
{
    const Lanes& lanes = t.lanes;
    for (std::uint32_t lane = 0; lane < lanes.size(); ++lane) {
        if (lanes.empty(lane)) continue;
        const CallId id = lanes.call(lane);
        const std::uint32_t process = first_instance + r.call(id).instance, thread = lane + 1;
        trace.thread_name(process, thread,
                          fmt::format("{} {}", id.is_refresh() ? "refresh" : "request", id.number()));
        for (std::uint32_t i = lanes.first[lane]; i + 1 < lanes.first[lane + 1]; ++i)
            if (lanes.state[i] != CallState::absent && lanes.at[i] < lanes.at[i + 1])
                trace.slice(process, thread, say_marked(name(lanes.state[i])), lanes.at[i], lanes.at[i + 1]);
    }
}

void write_locks(TraceWriter& trace, const Recording& r, const Timeline& t)
{
    for (std::uint32_t key = 0; key + 1 < t.locks.first.size(); ++key) {
        const auto bands = t.locks.of(key);
        if (bands.empty()) continue;
        trace.thread_name(redis_process, key + 1, say("lock of {}", r.key_name(key)));
        for (const LockBand& b : bands)
            trace.slice(redis_process, key + 1,
                        fmt::format("{} {}", b.holder.is_refresh() ? "refresh" : "request",
                                    b.holder.is_nobody() ? 0 : b.holder.number()),
                        b.taken, std::min(b.until, r.end));
    }
}

}  // namespace

void export_trace_events(const Recording& r, const TextSink& out)
{
    const Timeline t = build_timeline(r);
    TraceWriter trace(out);
    trace.process_name(redis_process, "Redis");
    trace.process_name(database_process, "database");
    std::uint32_t instances = 0;
    for (const CallFacts& c : r.requests) instances = std::max(instances, c.instance + 1u);
    for (const CallFacts& c : r.refreshes) instances = std::max(instances, c.instance + 1u);
    for (std::uint32_t i = 0; i < instances; ++i)
        trace.process_name(first_instance + i, say("instance {}", i + 1));
    for (const Step& s : t.in_flight) trace.counter(database_process, say("queries running"), s.at, s.value);
    for (const Step& s : t.queued) trace.counter(database_process, say("queries waiting"), s.at, s.value);
    write_locks(trace, r, t);
    write_calls(trace, r, t);
    trace.finish();
}

void export_csv(const Recording& r, const TextSink& out)
{
    struct Fate {
        std::optional<Instant> arrived, ended;
        EventKind how = EventKind::failed;
        std::uint32_t version = 0;
    };
    std::vector<Fate> fates(r.requests.size());
    for (const Event& e : r.events) {
        if (!e.call.is_request()) continue;
        Fate& f = fates[e.call.number() - 1];
        if (e.what() == EventKind::arrived) f.arrived = e.at;
        if (!ends_request(e.what())) continue;
        f.ended = e.at;
        f.how = e.what();
        f.version = e.aux();
    }
    out("request,key,instance,arrived_ms,ended_ms,latency_ms,outcome,version\n");
    for (std::size_t i = 0; i < fates.size(); ++i) {
        const Fate& f = fates[i];
        std::string line = fmt::format("{},{},{},", i + 1, csv_cell(r.key_name(r.requests[i].key)),
                                       r.requests[i].instance + 1);
        line += (f.arrived ? in_ms(*f.arrived) : "") + "," + (f.ended ? in_ms(*f.ended) : "") + ",";
        if (f.arrived && f.ended) line += in_ms(run_start + (*f.ended - *f.arrived));
        line += f.ended ? fmt::format(",{},", stampede::name(f.how)) : std::string(",unfinished,");
        if (f.ended && f.how != EventKind::failed && f.how != EventKind::rejected)
            line += std::to_string(f.version);
        out(line + "\n");
    }
}

void export_json(const Recording& r, const TextSink& out)
{
    const auto scenario = nlohmann::ordered_json::parse(r.scenario_json, nullptr, false);
    std::string trouble;
    for (const ServerTrouble& t : r.trouble)
        trouble += fmt::format(R"({}{{"what":{},"from_ms":{},"until_ms":{},"commands":{},"asked_for":{}}})",
                               trouble.empty() ? "" : ",", quoted(t.what), in_ms(t.from), in_ms(t.until),
                               t.commands, t.asked_for);
    out(fmt::format(
        "{{\"world\":{},\"seed\":{},\"end_ms\":{},\n\"trouble\":[{}],\n\"scenario\":{},\n\"events\":[",
        quoted(r.world), r.seed, in_ms(r.end), trouble,
        scenario.is_object() ? scenario.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)
                             : "null"));
    std::size_t detail = 0;
    for (std::size_t i = 0; i < r.events.size(); ++i) {
        const Event& e = r.events[i];
        std::string line = fmt::format("{}\n{{\"at_ms\":{},\"what\":\"{}\"", i > 0 ? "," : "", in_ms(e.at),
                                       stampede::name(e.what()));
        if (!e.call.is_nobody()) {
            const CallFacts& c = r.call(e.call);
            line += fmt::format(",\"{}\":{},\"key\":{},\"instance\":{}",
                                e.call.is_refresh() ? "refresh" : "request", e.call.number(),
                                quoted(r.key_name(c.key)), c.instance + 1);
        }
        if (e.aux() != 0) line += fmt::format(",\"aux\":{}", e.aux());
        while (detail < r.details.size() && r.details[detail].event < i) ++detail;
        if (detail < r.details.size() && r.details[detail].event == i)
            line += fmt::format(",\"detail\":[{},{},{}]", r.details[detail].a, r.details[detail].b,
                                r.details[detail].c);
        out(line + "}");
    }
    out("\n]}\n");
}

}  // namespace stampede
