#include "core/analysis/two_worlds.h"
#include "app/stampede/command.h"
#include "app/stampede/terminal.h"
#include "core/analysis/comparison.h"
#include "core/runtime/input_error.h"
#include "core/runtime/say.h"
#include "core/runtime/suggest.h"
#include "core/scenario/scenario_file.h"
#include "core/world/live_world.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace stampede {

namespace {

/// What lasts longer is cut: the live world takes as long as it says.
constexpr Duration longest = 30s;

struct TwoWorldsArguments {
    std::vector<std::string> only;
    bool json = false;
};

std::vector<std::string> chosen_presets(const TwoWorldsArguments& a)
{
    std::vector<std::string> all;
    for (const Preset& p : presets()) all.push_back(p.id);
    if (a.only.empty()) return all;
    const std::vector<std::string_view> ids(all.begin(), all.end());
    for (const std::string& id : a.only)
        if (!find_preset(id)) throw InputError(say("the preset {}", unknown_word(id, ids)));
    return a.only;
}

/// Nothing when the run was stopped.
std::optional<TwoWorlds> in_both_worlds(const std::string& preset, std::stop_token stop)
{
    Scenario s = load_scenario(preset);
    LiveControl control;
    control.stop = std::move(stop);
    RecordingPtr simulated = simulate(s, control);
    const bool cut = simulated && simulated->end > run_start + longest;
    if (cut) {
        s.horizon = longest;
        simulated = simulate(s, control);
    }
    const RecordingPtr live = simulated ? run_live(s, "live", control) : nullptr;
    if (!live) return std::nullopt;
    TwoWorlds both = compare_worlds(s, report_on(*simulated, s, preset), report_on(*live, s, preset));
    both.cut = cut;
    return both;
}

int two_worlds(const TwoWorldsArguments& a)
{
    const std::vector<std::string> ids = chosen_presets(a);
    const Interrupt interrupt;
    std::vector<TwoWorlds> rows;
    {
        Progress progress(say("running in both worlds"), ids.size());
        for (const std::string& id : ids) {
            const std::optional<TwoWorlds> row = in_both_worlds(id, interrupt.token());
            if (!row) return exit_interrupted;
            rows.push_back(*row);
            if (a.json) fmt::print("{}\n", to_json(*row));
            progress.done(rows.size());
        }
    }
    if (!a.json) fmt::print("{}\n{}", bounds_text(), table_text(rows));
    const auto outside =
        std::count_if(rows.begin(), rows.end(), [](const TwoWorlds& r) { return !r.holds(); });
    if (outside > 0)
        tell(say("{} of {} presets answer otherwise live than simulated, by more than a real machine adds",
                 outside, rows.size()));
    return outside == 0 ? exit_done : exit_failed_check;
}

}  // namespace

void add_two_worlds(CLI::App& app, Command& chosen)
{
    CLI::App* command = app.add_subcommand(
        "two-worlds", say("Run presets in the simulated and the live world, and tell where they differ"));
    const auto a = std::make_shared<TwoWorldsArguments>();
    command->add_option("PRESET", a->only,
                        say("Only these presets; default: all (takes as long as they last)"));
    command->add_flag("--json", a->json, say("As JSON, a line each"));
    command->callback([&chosen, a] { chosen = [a] { return two_worlds(*a); }; });
}

}  // namespace stampede
