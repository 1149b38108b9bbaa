#include "app/stampede/run_text.h"

#include "app/stampede/text.h"
#include "core/analysis/phrases.h"
#include "core/analysis/trouble_text.h"

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

void line(std::string& text, const char* label, const Parts& parts)
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
    p.add(m.served.fresh, "fresh");
    p.add(m.served.stale, "stale");
    p.add(m.served.loaded, "by their own load");
    p.add(m.served.shared, "by the load of another");
    p.add(m.failed, m.rejected > 0 ? fmt::format("failed ({} of them rejected)",
                                                 grouped(static_cast<std::int64_t>(m.rejected)))
                                   : "failed");
    p.add(m.unfinished, "unfinished");
    return p;
}

Parts latency(const Metrics& m)
{
    Parts p;
    if (m.answered == 0) return p;
    p.add("p50 " + milliseconds_text(m.latency_ms.p50));
    p.add("p99 " + milliseconds_text(m.latency_ms.p99));
    p.add("max " + milliseconds_text(m.latency_ms.max));
    p.add(m.served.waited, "waited for others");
    return p;
}

Parts database(const Metrics& m)
{
    Parts p;
    p.add(counted(m.database.queries, "query", "queries"));
    p.add(m.database.peak_in_flight, "at once");
    p.add(m.database.peak_queued, "in its queue");
    p.add(m.database.failed, "failed");
    if (m.database.busy_ms > 0) p.add(milliseconds_text(m.database.busy_ms) + " busy");
    return p;
}

Parts redis(const RunReport& r)
{
    Parts p;
    p.add(counted(r.metrics.redis.commands, "command", "commands"));
    p.add("at most " + figure_text(r.metrics.redis.peak_rate_per_s) + " a second");
    if (!r.outcomes) return p;
    p.add(r.outcomes->refused, "refused");
    p.add(r.outcomes->unanswered, "without an answer");
    p.add(r.outcomes->unsent, "more that could not be sent");
    return p;
}

Parts locks(const Metrics& m)
{
    Parts p;
    p.add(m.lock.acquired, "taken");
    p.add(m.lock.refused, "refused");
    p.add(m.lock.lost, "lost");
    p.add(m.lock.overlaps, m.lock.overlaps == 1 ? "overlap" : "overlaps");
    return p;
}

Parts refreshes(const Metrics& m)
{
    Parts p;
    p.add(m.refresh.triggered, "before expiry");
    p.add(m.refresh.rolls, "rolls");
    if (m.refresh.cycles > 0)
        p.add(fmt::format("{} loads a cycle over {}", figure_text(m.refresh.loads_per_cycle),
                          counted(m.refresh.cycles, "cycle", "cycles")));
    return p;
}

Parts staleness(const Metrics& m)
{
    Parts p;
    if (m.staleness_ms.max > 0) {
        p.add("mean " + milliseconds_text(m.staleness_ms.mean));
        p.add("max " + milliseconds_text(m.staleness_ms.max));
    }
    p.add(m.staleness_ms.went_back, "went back to an older version");
    return p;
}

Parts instances(const Metrics& m)
{
    Parts p;
    p.add(m.instances.killed, "killed");
    p.add(m.instances.removed, "taken out by the balancer");
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
    if (r.invariants.violated.empty()) p.add(fmt::format("{} invariants hold", r.invariants.checked));
    for (const Violation& v : r.invariants.violated)
        p.add(fmt::format("invariant {} violated: {}", v.invariant, v.what));
    for (const MissedExpectation& m : r.missed) p.add("missed: " + to_text(m));
    return p;
}

}  // namespace

std::string run_text(const RunReport& r, const Scenario& s)
{
    const Metrics& m = r.metrics;
    std::string text = bold(counted(m.requests, "request", "requests") + " → " +
                            counted(m.database.queries, "database query", "database queries"));
    text += fmt::format("\n{} · seed {}\n\n", heading(r, s), r.seed);
    line(text, "answered", answers(m));
    line(text, "latency", latency(m));
    line(text, "database", database(m));
    line(text, "Redis", redis(r));
    line(text, "locks", locks(m));
    line(text, "refreshes", refreshes(m));
    line(text, "staleness", staleness(m));
    line(text, "instances", instances(m));
    line(text, "server", server(r));
    line(text, "checks", checks(r));
    return text;
}

std::string repeats_text(std::span<const RunReport> reports, const Scenario& s)
{
    std::string text =
        bold(fmt::format("{} runs, seeds {} to {}", grouped(static_cast<std::int64_t>(reports.size())),
                         reports.front().seed, reports.back().seed));
    text += "\n" + heading(reports.front(), s) + "\n\n";
    Table table;
    table.row({"", "mean", "± 95 %", "least", "greatest"});
    for (std::string_view path : metric_paths()) {
        const Summary f = summarize(reports, path);
        if (f.min == 0 && f.max == 0) continue;
        table.row({std::string(path), figure_text(f.mean), figure_text(f.ci95), figure_text(f.min),
                   figure_text(f.max)});
    }
    text += table.text();
    const auto failed =
        std::count_if(reports.begin(), reports.end(), [](const RunReport& r) { return !r.passed(); });
    if (failed > 0) text += fmt::format("\n{} of the runs failed a check; --check tells which\n", failed);
    return text;
}

}  // namespace stampede
