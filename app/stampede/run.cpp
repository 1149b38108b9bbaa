#include "app/stampede/command.h"
#include "app/stampede/run_text.h"
#include "app/stampede/scenario_arguments.h"
#include "app/stampede/terminal.h"
#include "app/stampede/text.h"
#include "core/analysis/phrases.h"
#include "core/recording/recording_file.h"
#include "core/runtime/input_error.h"
#include "core/runtime/say.h"
#include "core/scenario/replay.h"

#include <fmt/format.h>

#include <memory>

namespace stampede {

namespace {

struct RunArguments {
    ScenarioArguments what;
    std::uint32_t repeat = 1;
    std::uint32_t jobs = 0;
    std::string record;
    bool json = false;
    bool check = false;
};

/// What a failed check tells on standard error: the sentences, and how to see it again.
void report_failures(const RunArguments& a, const RunReport& r)
{
    for (const Violation& v : r.invariants.violated)
        tell(say("invariant {} violated: {}", v.invariant, v.what));
    for (const MissedExpectation& m : r.missed) tell(say("expectation missed: {}", to_text(m)));
    if (!r.server_was_there)
        tell(say("the check fails, since the server was not there as the scenario has it"));
    if (!r.passed()) tell(say("to see it again: stampede run {} --check", a.what.again(r.seed)));
}

std::vector<CompletedRun> run_repeats(const RunArguments& a, const Scenario& scenario)
{
    // One run is kept as far as it got; of many, none would be what was asked for.
    const Interrupt interrupt;
    const bool one = a.repeat == 1;
    RunAll how;
    if (!one) how.stop = interrupt.token();
    // In real time runs would disturb each other.
    how.jobs = a.what.live() ? 1 : a.jobs > 0 ? a.jobs : all_cores();
    how.keep_recordings = a.repeat == 1 && (!a.record.empty() || a.check);
    return run_all(with_seeds(scenario, a.repeat), a.what.name_of(scenario),
                   one ? a.what.run_in_world({}, interrupt.token()) : a.what.run_in_world(interrupt.token()),
                   how);
}

int run(const RunArguments& a)
{
    if (!a.record.empty() && a.repeat > 1)
        throw InputError(say("--record: a recording holds one run; leave out --repeat"));
    std::vector<std::string> notes;
    const Scenario scenario = a.what.load(a.what.strategy, notes);
    for (std::string& remark : replay_remarks(scenario)) notes.push_back(std::move(remark));
    tell(notes);
    std::vector<CompletedRun> runs = run_repeats(a, scenario);
    if (runs.empty()) return exit_interrupted;
    const bool cut = runs.front().report.cut_short;
    if (cut)
        tell(say("cut off by a signal after {} of the run: what follows is what there is",
                 rounded(runs.front().report.end.time_since_epoch())));
    if (a.check && runs.front().recording)
        check_round_trip(*runs.front().recording, runs.front().report.invariants);
    if (!a.record.empty()) write_recording(*runs.front().recording, a.record);

    std::vector<RunReport> reports;
    for (const CompletedRun& r : runs) tell_trouble(r.report);
    for (CompletedRun& r : runs) {
        reports.push_back(std::move(r.report));
        reports.back().notes = notes;
    }
    if (a.json)
        fmt::print("{}\n", a.repeat == 1 ? to_json(reports.front()) : to_json(reports));
    else
        fmt::print("{}",
                   a.repeat == 1 ? run_text(reports.front(), scenario) : repeats_text(reports, scenario));

    if (!a.check) return cut ? exit_interrupted : exit_done;
    bool passed = true;
    for (const RunReport& r : reports) {
        passed = passed && r.passed();
        report_failures(a, r);
    }
    if (!passed) return exit_failed_check;
    return cut ? exit_interrupted : exit_done;
}

}  // namespace

void add_run(CLI::App& app, Command& chosen)
{
    CLI::App* command = app.add_subcommand("run", say("Run a scenario and tell what came of it"));
    const auto a = std::make_shared<RunArguments>();
    a->what.add_to(*command);
    a->what.add_strategy_to(*command);
    command
        ->add_option(
            "--repeat", a->repeat,
            say("Run K times, with seeds seed … seed + K − 1; figures become means with 95 % intervals"))
        ->type_name("K")
        ->check(CLI::Range(1, 1'000'000));
    command
        ->add_option("--jobs", a->jobs,
                     say("Threads for --repeat; the results do not depend on it. Default: all cores"))
        ->type_name("J")
        ->check(CLI::Range(1, 1'024));
    command->add_flag("--json", a->json, say("As one line of JSON"));
    command->add_flag("--check", a->check,
                      say("Exit status 1 if an invariant is violated or an expectation missed"));
    command
        ->add_option("--record", a->record,
                     say("Write the run to FILE, for `explain`, `export` and the window"))
        ->type_name("FILE");
    command->callback([&chosen, a] { chosen = [a] { return run(*a); }; });
}

}  // namespace stampede
