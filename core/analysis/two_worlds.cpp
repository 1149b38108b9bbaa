#include "core/analysis/two_worlds.h"

#include "core/runtime/say.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <set>

namespace stampede {

namespace {

constexpr RealMachine machine;

/// Who asks again and again sees a value one poll later, or earlier, when one of the two is late.
double poll_ms(const Scenario& s)
{
    const StrategyOptions& o = s.strategy.options;
    const auto& m = s.strategy.meanwhile;
    const bool polls = o.wait_by == WaitBy::poll && std::find(m.begin(), m.end(), Meanwhile::wait) != m.end();
    return polls ? milliseconds(o.poll) * (1 + o.poll_jitter) + milliseconds(s.cache.round_trip) : 0;
}

std::string figure(double value)
{
    return std::abs(value - std::round(value)) < 0.05 ? fmt::format("{:.0f}", value)
                                                      : fmt::format("{:.1f}", value);
}

std::string cell(const FigureOfTwo& f)
{
    return fmt::format("{} → {} ({}{}, ±{}){}", figure(f.simulated), figure(f.live),
                       f.difference() > 0 ? "+" : "", figure(f.difference()), figure(f.bound),
                       f.holds() ? "" : " **outside**");
}

}  // namespace

std::optional<double> InBothWorlds::relative() const
{
    if (difference() == 0) return 0;
    if (simulated == 0) return {};
    return difference() / simulated;
}

InBothWorlds in_both_worlds(std::string_view path, const Metrics& simulated, const Metrics& live)
{
    return {path, metric(simulated, path), metric(live, path)};
}

bool FigureOfTwo::holds() const
{
    return std::abs(difference()) <= bound;
}

bool TwoWorlds::holds() const
{
    return simulated_check == live_check &&
           std::all_of(figures.begin(), figures.end(), [](const FigureOfTwo& f) { return f.holds(); });
}

std::string check_in_short(const RunReport& report)
{
    std::string text;
    const auto add = [&](const std::string& one) { text += (text.empty() ? "" : ", ") + one; };
    std::set<int> invariants;
    for (const Violation& v : report.invariants.violated) invariants.insert(v.invariant);
    for (const int i : invariants) add(fmt::format("invariant {}", i));
    for (const MissedExpectation& m : report.missed) add(m.expected.metric);
    return text.empty() ? "holds" : text;
}

TwoWorlds compare_worlds(const Scenario& scenario, const RunReport& simulated, const RunReport& live)
{
    const double crowd = simulated.metrics.redis.peak_rate_per_s / 10;  // commands within 100 ms
    const double waits = crowd * machine.command_us / 1000 + poll_ms(scenario);
    TwoWorlds both;
    both.scenario = simulated.scenario;
    const auto add = [&](std::string_view path, double at_least) {
        const InBothWorlds figure = in_both_worlds(path, simulated.metrics, live.metrics);
        both.figures.push_back({figure, at_least + machine.queues * std::abs(figure.simulated)});
    };
    add("database.queries", machine.calls);
    add("latency_ms.p50", machine.usually_late_ms + waits);
    add("latency_ms.p99", machine.sometimes_late_ms + waits);
    add("failed", machine.calls);
    both.simulated_check = check_in_short(simulated);
    both.live_check = check_in_short(live);
    return both;
}

std::string bounds_text()
{
    return say(
        "- **p50 and p99**: {:g} ms and {:g} ms, since a process that sleeps is woken late; {:g} µs for each "
        "command of the busiest 100 ms, since process and server are one thread each; one poll and its round "
        "trip where waiters poll, since a value that comes just before a poll in one world comes just after "
        "it in the other; and {:.0f} % of the simulated figure, since a full queue multiplies what it is "
        "given.\n- **queries and failed**: {:g}, and {:.0f} % of the simulated figure.\n- **--check** must "
        "say the same in both worlds.\n",
        machine.usually_late_ms, machine.sometimes_late_ms, machine.command_us, 100 * machine.queues,
        machine.calls, 100 * machine.queues);
}

std::string table_text(const std::vector<TwoWorlds>& rows)
{
    std::string text =
        "| preset | queries | p50, ms | p99, ms | failed | --check |\n|---|---|---|---|---|---|\n";
    for (const TwoWorlds& row : rows) {
        text += "| " + row.scenario + (row.cut ? " (cut)" : "") + " |";
        for (const FigureOfTwo& f : row.figures) text += " " + cell(f) + " |";
        text += " " + row.simulated_check;
        if (row.simulated_check != row.live_check) text += " → " + row.live_check + " **differs**";
        text += " |\n";
    }
    return text;
}

std::string to_json(const TwoWorlds& row)
{
    nlohmann::ordered_json line;
    line["scenario"] = row.scenario;
    line["cut"] = row.cut;
    line["figures"] = nlohmann::ordered_json::array();
    for (const FigureOfTwo& f : row.figures)
        line["figures"].push_back({{"figure", f.path},
                                   {"simulated", f.simulated},
                                   {"live", f.live},
                                   {"difference", f.difference()},
                                   {"bound", f.bound},
                                   {"holds", f.holds()}});
    line["check"] = {{"simulated", row.simulated_check}, {"live", row.live_check}};
    line["holds"] = row.holds();
    return line.dump();
}

}  // namespace stampede
