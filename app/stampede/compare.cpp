#include "app/stampede/command.h"
#include "app/stampede/scenario_arguments.h"
#include "app/stampede/terminal.h"
#include "app/stampede/text.h"
#include "core/analysis/phrases.h"
#include "core/analysis/shares.h"
#include "core/runtime/input_error.h"
#include "core/runtime/say.h"
#include "core/scenario/replay.h"
#include "core/strategy/catalogue.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace stampede {

namespace {

struct CompareArguments {
    ScenarioArguments what;
    std::vector<std::string> strategies;
    bool json = false;
};

std::vector<std::string> chosen_strategies(const CompareArguments& a)
{
    if (!a.strategies.empty()) return a.strategies;
    std::vector<std::string> all;
    for (const NamedStrategy& s : catalogue()) all.push_back(s.id);
    return all;
}

std::string compare_text(std::span<const CompletedRun> runs, const Scenario& s)
{
    const Metrics& first = runs.front().report.metrics;
    std::string text =
        bold(say("{}, the same under every strategy", counted(first.requests, "request", "requests")));
    text += fmt::format("\n{} · seed {}\n\n", s.name, runs.front().report.seed);
    Table table;
    table.row({"", say("queries"), say("at once"), "p50", "p99", say("stale"), say("failed"),
               say("Redis commands")});
    for (const CompletedRun& run : runs) {
        const Metrics& m = run.report.metrics;
        table.row({run.report.strategy, figure_text(static_cast<double>(m.database.queries)),
                   figure_text(static_cast<double>(m.database.peak_in_flight)),
                   milliseconds_text(m.latency_ms.p50), milliseconds_text(m.latency_ms.p99),
                   share_text(stale_share(m)), share_text(failed_share(m)),
                   figure_text(static_cast<double>(m.redis.commands))});
    }
    return text + table.text();
}

int compare(const CompareArguments& a)
{
    std::vector<Scenario> scenarios;
    std::vector<std::vector<std::string>> notes;
    std::vector<std::string> all;
    const Scenario own = a.what.load({}, all);
    for (const std::string& name : chosen_strategies(a)) {
        // The scenario's own strategy takes part as the scenario has it: nothing is chosen.
        const StrategyChoice choice{name == own.strategy.name ? std::string() : name, {}, {}, {}};
        scenarios.push_back(a.what.load(choice, notes.emplace_back()));
        for (const std::string& note : notes.back())
            if (std::find(all.begin(), all.end(), note) == all.end()) all.push_back(note);
    }
    for (std::string& remark : replay_remarks(own)) all.push_back(std::move(remark));
    tell(all);
    const Interrupt interrupt;
    RunAll how;
    how.stop = interrupt.token();
    how.jobs = a.what.live() ? 1 : all_cores();
    std::vector<CompletedRun> runs =
        run_all(scenarios, a.what.name_of(scenarios.front()), a.what.run_in_world(interrupt.token()), how);
    for (const CompletedRun& run : runs) tell_trouble(run.report);
    for (std::size_t i = 0; i < runs.size(); ++i) runs[i].report.notes = notes[i];
    if (!a.json)
        fmt::print("{}", compare_text(runs, scenarios.front()));
    else
        for (const CompletedRun& run : runs) fmt::print("{}\n", to_json(run.report));
    return exit_done;
}

}  // namespace

void add_compare(CLI::App& app, Command& chosen)
{
    CLI::App* command = app.add_subcommand("compare", say("Run the same requests under several strategies"));
    const auto a = std::make_shared<CompareArguments>();
    a->what.add_to(*command);
    command
        ->add_option("--strategies", a->strategies,
                     say("Which, joined by commas; default: all of `stampede strategies`"))
        ->type_name("NAME,…")
        ->delimiter(',');
    command->add_flag("--json", a->json, say("As JSON, a line for each strategy"));
    command->callback([&chosen, a] { chosen = [a] { return compare(*a); }; });
}

}  // namespace stampede
