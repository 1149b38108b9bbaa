#include "app/stampede/scenario_arguments.h"

#include "core/runtime/input_error.h"
#include "core/runtime/say.h"
#include "core/runtime/suggest.h"
#include "core/scenario/remarks.h"
#include "core/store/redis_address.h"
#include "core/world/live_world.h"

#include <fmt/format.h>

#include <algorithm>

namespace stampede {

namespace {

/// "?commands_per_second=500", which is not part of what is shown of an address elsewhere.
std::string limits_in(const std::string& address)
{
    const auto at = address.find('?', address.rfind('@') == address.npos ? 0 : address.rfind('@'));
    return at == address.npos ? "" : address.substr(at);
}

}  // namespace

void ScenarioArguments::add_to(CLI::App& command)
{
    command.add_option("SCENARIO", scenario, say("A preset (see `stampede scenarios`) or a scenario file"))
        ->required();
    command
        .add_option("--set", sets,
                    say("Override a field: PATH=VALUE, such as cache.ttl=60s or traffic.0.requests=5000"))
        ->type_name("PATH=VALUE")
        ->allow_extra_args(false);
    command.add_option("--seed", seed, say("The seed of all random numbers, instead of the scenario's"))
        ->type_name("N");
    command
        .add_option("--world", world,
                    say("simulated (virtual time), live (a private redis-server, in real time) or the "
                        "redis://… address of a server"))
        ->type_name("WORLD")
        ->capture_default_str();
}

void ScenarioArguments::add_strategy_to(CLI::App& command)
{
    auto* name =
        command
            .add_option("--strategy", strategy.name,
                        say("A named strategy (see `stampede strategies`), with keep, fail_safe, breaker, "
                            "fencing, refresh_in, collapse_window and mistakes as the catalogue has them"))
            ->type_name("NAME");
    auto* when = command.add_option("--when", strategy.when,
                                    say("When is an entry due? expiry, power:beta=2, xfetch:beta=1, "
                                        "uniform:window=60s, schedule:buffer=15s, or two joined by +"));
    auto* who = command.add_option(
        "--who", strategy.who,
        say("Who may load it? everyone, one-per-instance, one-per-cluster, instance-then-cluster, lease"));
    auto* meanwhile = command.add_option(
        "--meanwhile", strategy.meanwhile,
        say("What do the others do? In order of preference: serve-old, share, wait, fail, joined by commas"));
    for (CLI::Option* answer : {when, who, meanwhile}) answer->type_name("ANSWER")->excludes(name);
}

Scenario ScenarioArguments::load(const StrategyChoice& choice, std::vector<std::string>& notes,
                                 const std::vector<Override>& more) const
{
    std::vector<Override> overrides;
    for (const std::string& s : sets) overrides.push_back(parse_override(s));
    if (seed) overrides.push_back({"seed", std::to_string(*seed)});
    overrides.insert(overrides.end(), more.begin(), more.end());
    std::vector<std::string> remarks;
    Scenario loaded = load_scenario(scenario, choice, overrides, remarks);
    for (std::string& remark : remarks)
        if (std::find(notes.begin(), notes.end(), remark) == notes.end()) notes.push_back(std::move(remark));
    return loaded;
}

RunScenario ScenarioArguments::run_in_world(std::stop_token stop, std::stop_token end) const
{
    if (!live()) {
        RunControl control;
        control.stop = std::move(stop);
        control.end = std::move(end);
        return [control](const Scenario& s) { return simulate(s, control); };
    }
    const bool address = world.starts_with("redis://") || world.starts_with("rediss://");
    if (world != "live" && !address)
        throw InputError(say("--world: {} is no world; use simulated, live or a redis:// address",
                             in_quotes(world.find(' ') == world.npos ? world : "…")));
    LiveControl control;
    control.stop = std::move(stop);
    control.end = std::move(end);
    return [control, where = world](const Scenario& s) { return run_live(s, where, control); };
}

std::string ScenarioArguments::name_of(const Scenario& s) const
{
    return find_preset(scenario) ? scenario : s.name;
}

std::string ScenarioArguments::again(std::uint64_t with_seed) const
{
    std::string text = scenario;
    const auto add = [&text](const char* option, const std::string& value) {
        if (!value.empty()) text += fmt::format(" {} '{}'", option, value);
    };
    add("--strategy", strategy.name);
    add("--when", strategy.when);
    add("--who", strategy.who);
    add("--meanwhile", strategy.meanwhile);
    for (const std::string& s : sets) add("--set", s);
    if (live())
        add("--world", world == "live" ? world : parse_redis_address(world).display() + limits_in(world));
    return text + fmt::format(" --seed {}", with_seed);
}

void tell(const std::vector<std::string>& notes)
{
    for (const std::string& note : notes) fmt::print(stderr, "stampede: {}\n", note);
}

}  // namespace stampede
