#include "core/analysis/sweep.h"

#include "app/stampede/command.h"
#include "app/stampede/scenario_arguments.h"
#include "app/stampede/terminal.h"
#include "app/stampede/text.h"
#include "core/analysis/shares.h"
#include "core/runtime/input_error.h"
#include "core/runtime/say.h"

#include <fmt/format.h>

#include <memory>

namespace stampede {

namespace {

struct SweepArguments {
    ScenarioArguments what;
    std::vector<std::string> over;
    std::uint32_t repeat = 1;
    std::uint32_t jobs = 0;
    bool json = false;
    bool csv = false;
};

constexpr int columns = 12;

std::string cell(std::string_view text, std::size_t width = columns)
{
    const std::size_t taken = width_of(text);
    return std::string(taken < width ? width - taken : 1, ' ') + std::string(text);
}

/// Points come one by one, so columns have fixed widths.
void print_heading(std::span<const SweepAxis> axes, std::size_t repeats)
{
    std::string line;
    for (const SweepAxis& a : axes)
        line += cell(a.path, std::max<std::size_t>(columns, width_of(a.path) + 2));
    line += cell("queries");
    if (repeats > 1) line += cell("± 95 %");
    for (const char* title : {"p50", "p99", "stale", "failed", "loads/cycle"}) line += cell(title);
    fmt::print("{}\n", line);
}

void print_point(const SweptPoint& point, std::span<const SweepAxis> axes)
{
    const auto mean = [&](const char* path) { return summarize(point.reports, path).mean; };
    std::string line;
    for (std::size_t i = 0; i < axes.size(); ++i)
        line += cell(point.values[i], std::max<std::size_t>(columns, width_of(axes[i].path) + 2));
    line += cell(figure_text(mean("database.queries")));
    if (point.reports.size() > 1)
        line += cell(figure_text(summarize(point.reports, "database.queries").ci95));
    line += cell(milliseconds_text(mean("latency_ms.p50"))) + cell(milliseconds_text(mean("latency_ms.p99")));
    line += cell(share_text(stale_share(point.reports))) + cell(share_text(failed_share(point.reports)));
    line += cell(figure_text(mean("refresh.loads_per_cycle")));
    fmt::print("{}\n", line);
}

int run_sweep(const SweepArguments& a)
{
    if (a.over.size() > 2) throw InputError(say("--over: a sweep has one or two parameters"));
    std::vector<SweepAxis> axes;
    for (const std::string& text : a.over) axes.push_back(parse_axis(text));
    std::vector<std::string> notes;
    const std::vector<SweepPoint> points = sweep_points(
        axes, [&](const std::vector<Override>& more) { return a.what.load(a.what.strategy, notes, more); });
    tell(notes);

    Interrupt interrupt;
    Progress progress("sweeping", points.size() * a.repeat);
    SweepAll how;
    how.repeats = a.repeat;
    how.jobs = a.what.live() ? 1 : a.jobs > 0 ? a.jobs : all_cores();
    how.stop = interrupt.token();
    how.progress = [&progress](std::size_t done) { progress.done(done); };
    std::size_t told = 0;
    how.swept = [&](const SweptPoint& point) {
        ++told;
        for (const RunReport& r : point.reports) tell_trouble(r);
        if (a.json)
            fmt::print("{}\n", to_json(point, axes));
        else if (a.csv)
            fmt::print("{}\n", csv_row(point));
        else
            print_point(point, axes);
        std::fflush(stdout);
    };
    if (a.csv)
        fmt::print("{}\n", csv_heading(axes, a.repeat));
    else if (!a.json)
        print_heading(axes, a.repeat);
    if (sweep(points, a.what.name_of(points.front().scenario), a.what.run_in_world(interrupt.token()), how))
        return exit_done;
    tell(say("stopped after {} of {} points", told, points.size()));
    return exit_interrupted;
}

}  // namespace

void add_sweep(CLI::App& app, Command& chosen)
{
    CLI::App* command =
        app.add_subcommand("sweep", say("Run a scenario for a range of values of one or two of its fields"));
    const auto a = std::make_shared<SweepArguments>();
    a->what.add_to(*command);
    a->what.add_strategy_to(*command);
    command
        ->add_option(
            "--over", a->over,
            say("A field and its values: strategy.beta=0.5:2:4, cache.ttl=1s:100s:5:log; once or twice"))
        ->type_name("PATH=FROM:TO:STEPS[:log]")
        ->required()
        ->allow_extra_args(false);
    command
        ->add_option("--repeat", a->repeat,
                     say("Runs a point, with rising seeds; figures become means with 95 % intervals"))
        ->type_name("K")
        ->check(CLI::Range(1, 100'000));
    command
        ->add_option("--jobs", a->jobs, say("Threads; the results do not depend on it. Default: all cores"))
        ->type_name("J")
        ->check(CLI::Range(1, 1'024));
    auto* json = command->add_flag("--json", a->json, say("As JSON, a line for each point"));
    command->add_flag("--csv", a->csv, say("As comma-separated values, every figure a column"))
        ->excludes(json);
    command->callback([&chosen, a] { chosen = [a] { return run_sweep(*a); }; });
}

}  // namespace stampede
