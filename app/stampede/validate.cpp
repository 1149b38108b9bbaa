#include "app/stampede/command.h"
#include "app/stampede/text.h"
#include "core/analysis/comparison.h"
#include "core/analysis/validation.h"
#include "core/runtime/input_error.h"
#include "core/runtime/say.h"
#include "core/runtime/suggest.h"
#include "core/world/world.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

namespace stampede {

namespace {

struct ValidateArguments {
    std::vector<std::string> only;
    std::uint32_t jobs = 0;
    bool json = false;
};

std::vector<Experiment> chosen_experiments(const ValidateArguments& a)
{
    std::vector<Experiment> all = all_experiments();
    if (a.only.empty()) return all;
    std::vector<std::string_view> ids;
    for (const Experiment& e : all)
        if (ids.empty() || ids.back() != e.id) ids.push_back(e.id);
    for (const std::string& id : a.only)
        if (std::find(ids.begin(), ids.end(), id) == ids.end())
            throw InputError(say("--only: the figure {}", unknown_word(id, ids)));
    std::erase_if(all, [&](const Experiment& e) {
        return std::find(a.only.begin(), a.only.end(), e.id) == a.only.end();
    });
    return all;
}

/// Shows how much is done, where somebody is watching.
class Progress {
public:
    void operator()(double fraction)
    {
        const int now = static_cast<int>(100 * fraction);
        if (!watched_ || now == shown_) return;
        shown_ = now;
        fmt::print(stderr, "\rvalidating: {} %", now);
    }
    ~Progress()
    {
        if (shown_ >= 0) fmt::print(stderr, "\r\033[K");
    }

private:
    const bool watched_ = isatty(STDERR_FILENO) != 0;
    int shown_ = -1;
};

/// A mean with the digits that its interval leaves certain, and one more.
std::string mean_text(double mean, double interval)
{
    const int digits =
        interval <= 0 ? 4 : std::clamp(static_cast<int>(std::ceil(1 - std::log10(interval))), 0, 4);
    return interval <= 0 ? figure_text(mean) : fmt::format("{:.{}f}", mean, digits);
}

std::string measured_text(const Finding& f)
{
    if (f.basis == Basis::published && f.low < f.high)
        return say("{}, 95 % of runs {}…{}", figure_text(f.measured.mean), figure_text(f.low),
                   figure_text(f.high));
    if (f.measured.min == f.measured.max) return figure_text(f.measured.mean);
    return fmt::format("{} ± {}", mean_text(f.measured.mean, f.measured.ci95),
                       mean_text(f.measured.ci95, f.measured.ci95));
}

using Row = std::array<std::string, 5>;

Row row_of(const Finding& f)
{
    const std::string which = f.variant.empty() ? f.what : f.variant + ": " + f.what;
    return {"  " + which, std::string(name(f.basis)) + ": " + f.source, figure_text(f.expected),
            measured_text(f), f.holds ? "holds" : "FAILS"};
}

/// Groups of rows under headings, the columns aligned over all of them.
void print_table(const std::vector<Finding>& findings)
{
    const Row heading{say("figure"), say("source"), say("expected"), say("measured, mean ± 95 %"), ""};
    std::vector<Row> rows;
    for (const Finding& f : findings) rows.push_back(row_of(f));
    std::array<std::size_t, 5> widths{};
    for (std::size_t i = 0; i < widths.size(); ++i) {
        widths[i] = width_of(heading[i]);
        for (const Row& row : rows) widths[i] = std::max(widths[i], width_of(row[i]));
    }
    const auto line = [&](const Row& row) {
        std::string text;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string space(widths[i] - width_of(row[i]), ' ');
            text += i == 2 ? space + row[i] : row[i] + space;
            text += "  ";
        }
        text.erase(text.find_last_not_of(' ') + 1);
        return text;
    };
    fmt::print("{}\n", bold(line(heading)));
    const std::string* group = nullptr;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (!group || *group != findings[i].id)
            fmt::print("\n{}  {}\n", bold(findings[i].id), findings[i].settings);
        group = &findings[i].id;
        fmt::print("{}\n", line(rows[i]));
    }
}

void print_verdict(const std::vector<Finding>& findings)
{
    const auto holding =
        std::count_if(findings.begin(), findings.end(), [](const Finding& f) { return f.holds; });
    fmt::print("\n{}\n",
               say("λ requests a second · D time of a load · δ load time stored with an entry · ξ window · "
                   "docs/theory.md derives the forms"));
    if (holding == static_cast<std::ptrdiff_t>(findings.size()))
        fmt::print("{}\n", say("All {} figures hold.", findings.size()));
    else
        fmt::print("{}\n", say("{} of {} figures hold.", holding, findings.size()));
}

RecordingPtr simulated(const Scenario& scenario, std::stop_token stop)
{
    RunControl control;
    control.stop = std::move(stop);
    return simulate(scenario, control);
}

int run_validation(const ValidateArguments& a)
{
    const std::vector<Experiment> experiments = chosen_experiments(a);
    std::vector<Finding> findings;
    {
        Progress progress;
        ValidationControl control;
        control.jobs = a.jobs > 0 ? a.jobs : all_cores();
        control.progress = [&](double fraction) { progress(fraction); };
        findings = validate(experiments, simulated, control);
    }
    if (a.json) {
        for (const Finding& f : findings) fmt::print("{}\n", to_json(f));
    } else {
        print_table(findings);
        print_verdict(findings);
    }
    const bool all = std::all_of(findings.begin(), findings.end(), [](const Finding& f) { return f.holds; });
    return all ? exit_done : exit_failed_check;
}

}  // namespace

void add_validate(CLI::App& app, Command& chosen)
{
    CLI::App* command =
        app.add_subcommand("validate", say("Compare published and derived figures with measured ones"));
    const auto a = std::make_shared<ValidateArguments>();
    command
        ->add_option("--only", a->only, say("Only the figures of these groups, such as harness (repeatable)"))
        ->type_name("ID");
    command->add_option("--jobs", a->jobs, say("Threads; as many as the machine has, unless said"))
        ->type_name("J");
    command->add_flag("--json", a->json, say("As JSON, a line each"));
    command->callback([&chosen, a] { chosen = [a] { return run_validation(*a); }; });
}

}  // namespace stampede
