#include "app/stampede/run_text.h"

#include "app/stampede/text.h"
#include "core/analysis/phrases.h"
#include "core/analysis/trouble_text.h"
#include "core/runtime/say.h"

#include <fmt/format.h>

#include <algorithm>

namespace stampede {

namespace {

/// "12 loaded · 3 shared", leaving out what did not happen.
class Parts {
public:
    void add(std::uint64_t number, const std::string& word)
    {
        if (number > 0) always(number, word);
    }
    void always(std::uint64_t number, const std::string& word)
    {
        add(grouped(static_cast<std::int64_t>(number)) + " " + word);
    }
    void add(const std::string& part) { text_ += (text_.empty() ? "" : " · ") + part; }
    const std::string& text() const { return text_; }

private:
    std::string text_;
};

void line(std::string& text, const std::string& label, const Parts& parts)
{
    if (!parts.text().empty()) text += fmt::format("  {:<10} {}\n", label, parts.text());
}

std::string heading(const RunReport& r, const Scenario& s)
{
    std::string text = fmt::format("{} · {} ({})", s.name, s.strategy.name, answers_text(s.strategy));
    if (r.world != "simulated") text += " · " + r.world;
    return text;
}

Parts answers(const Metrics& m)
{
    Parts p;
    p.add(m.served.fresh, say("fresh"));
    p.add(m.served.stale, say("stale"));
    p.add(m.served.loaded, say("by their own load"));
    p.add(m.served.shared, say("by the load of another"));
    p.add(m.failed, m.rejected > 0
                        ? say("failed ({} of them rejected)", grouped(static_cast<std::int64_t>(m.rejected)))
                        : say("failed"));
    p.add(m.unfinished, say("unfinished"));
    return p;
}

Parts latency(const Metrics& m)
{
    Parts p;
    if (m.answered == 0) return p;
    p.add(say("p50 {}", milliseconds_text(m.latency_ms.p50)));
    p.add(say("p99 {}", milliseconds_text(m.latency_ms.p99)));
    p.add(say("max {}", milliseconds_text(m.latency_ms.max)));
    p.add(m.served.waited, say("waited for others"));
    return p;
}

Parts database(const Metrics& m)
{
    Parts p;
    p.add(counted(m.database.queries, "query", "queries"));
    p.add(m.database.peak_in_flight, say("at once"));
    p.add(m.database.peak_queued, say("in its queue"));
    p.add(m.database.failed, say("failed"));
    if (m.database.busy_ms > 0) p.add(say("{} busy", milliseconds_text(m.database.busy_ms)));
    return p;
}

Parts redis(const RunReport& r)
{
    Parts p;
    p.add(counted(r.metrics.redis.commands, "command", "commands"));
    p.add(say("at most {} a second", figure_text(r.metrics.redis.peak_rate_per_s)));
    if (!r.outcomes) return p;
    p.add(r.outcomes->refused, say("refused"));
    p.add(r.outcomes->unanswered, say("without an answer"));
    p.add(r.outcomes->unsent, say("more that could not be sent"));
    return p;
}

Parts locks(const Metrics& m)
{
    Parts p;
    p.add(m.lock.acquired, say("taken"));
    p.add(m.lock.refused, say("refused"));
    p.add(m.lock.lost, say("lost"));
    p.add(m.lock.overlaps, std::string(translated("overlap", "overlaps", m.lock.overlaps)));
    return p;
}

Parts refreshes(const Metrics& m)
{
    Parts p;
    p.add(m.refresh.triggered, say("before expiry"));
    p.add(m.refresh.rolls, say("rolls"));
    if (m.refresh.cycles > 0)
        p.add(say("{} loads a cycle over {}", figure_text(m.refresh.loads_per_cycle),
                  counted(m.refresh.cycles, "cycle", "cycles")));
    return p;
}

Parts staleness(const Metrics& m)
{
    Parts p;
    if (m.staleness_ms.max > 0) {
        p.add(say("mean {}", milliseconds_text(m.staleness_ms.mean)));
        p.add(say("max {}", milliseconds_text(m.staleness_ms.max)));
    }
    p.add(m.staleness_ms.went_back, say("went back to an older version"));
    return p;
}

Parts instances(const Metrics& m)
{
    Parts p;
    p.add(m.instances.killed, say("killed"));
    p.add(m.instances.removed, say("taken out by the balancer"));
    return p;
}

Parts server(const RunReport& r)
{
    Parts p;
    for (const ServerTrouble& t : r.trouble) p.add(to_text(t, r.end));
    return p;
}

Parts checks(const RunReport& r)
{
    Parts p;
    if (r.invariants.violated.empty())
        p.add(say_number(std::uint64_t(r.invariants.checked), "{} invariant holds", "{} invariants hold",
                         r.invariants.checked));
    for (const Violation& v : r.invariants.violated)
        p.add(say("invariant {} violated: {}", v.invariant, v.what));
    for (const MissedExpectation& m : r.missed) p.add(say("missed: {}", to_text(m)));
    return p;
}

}  // namespace

std::string run_text(const RunReport& r, const Scenario& s)
{
    const Metrics& m = r.metrics;
    std::string text = bold(say("{} → {}", counted(m.requests, "request", "requests"),
                                counted(m.database.queries, "database query", "database queries")));
    text += fmt::format("\n{}\n\n", say("{} · seed {}", heading(r, s), r.seed));
    line(text, say("answered"), answers(m));
    line(text, say("latency"), latency(m));
    line(text, say("database"), database(m));
    line(text, say("Redis"), redis(r));
    line(text, say("locks"), locks(m));
    line(text, say("refreshes"), refreshes(m));
    line(text, say("staleness"), staleness(m));
    line(text, say("instances"), instances(m));
    line(text, say("server"), server(r));
    line(text, say("checks"), checks(r));
    return text;
}

std::string repeats_text(std::span<const RunReport> reports, const Scenario& s)
{
    std::string text = bold(say("{} runs, seeds {} to {}", grouped(static_cast<std::int64_t>(reports.size())),
                                reports.front().seed, reports.back().seed));
    text += "\n" + heading(reports.front(), s) + "\n\n";
    Table table;
    table.row({"", say("mean"), say("± 95 %"), say("least"), say("greatest")});
    for (std::string_view path : metric_paths()) {
        const Summary f = summarize(reports, path);
        if (f.min == 0 && f.max == 0) continue;
        table.row({std::string(path), figure_text(f.mean), figure_text(f.ci95), figure_text(f.min),
                   figure_text(f.max)});
    }
    text += table.text();
    const auto failed =
        std::count_if(reports.begin(), reports.end(), [](const RunReport& r) { return !r.passed(); });
    if (failed > 0) text += say("\n{} of the runs failed a check; --check tells which\n", failed);
    return text;
}

}  // namespace stampede
