#include "app/stampede/command.h"
#include "app/stampede/text.h"
#include "core/runtime/say.h"
#include "core/scenario/scenario_file.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <memory>

namespace stampede {

namespace {

void print_presets_as_json()
{
    auto list = nlohmann::ordered_json::array();
    for (const Preset& p : presets()) list.push_back({{"id", p.id}, {"name", p.name}, {"about", p.about}});
    fmt::print("{}\n", list.dump(2));
}

void print_presets()
{
    std::size_t widest = 0;
    for (const Preset& p : presets()) widest = std::max(widest, p.id.size());
    for (const Preset& p : presets()) {
        fmt::print("{:<{}}  {}\n", p.id, widest, p.name);
        if (!p.about.empty()) fmt::print("{:<{}}  {}\n", "", widest, p.about);
        fmt::print("\n");
    }
}

}  // namespace

void add_scenarios(CLI::App& app, Command& chosen)
{
    CLI::App* command =
        app.add_subcommand("scenarios", say("The presets: scenarios that come with the program"));
    const auto json = std::make_shared<bool>(false);
    command->add_flag("--json", *json, say("As JSON"));
    command->callback([&chosen, json] {
        chosen = [json] {
            if (*json)
                print_presets_as_json();
            else
                print_presets();
            return exit_done;
        };
    });
}

}  // namespace stampede
