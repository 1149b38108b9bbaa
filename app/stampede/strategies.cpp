#include "app/stampede/command.h"
#include "app/stampede/text.h"
#include "core/runtime/say.h"
#include "core/strategy/catalogue.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <memory>

namespace stampede {

namespace {

void print_strategies_as_json()
{
    auto list = nlohmann::ordered_json::array();
    for (const NamedStrategy& s : catalogue())
        list.push_back({{"id", s.id},
                        {"name", say_marked(s.name)},
                        {"about", say_marked(s.about)},
                        {"when", to_text(s.spec.when)},
                        {"who", to_text(s.spec.who)},
                        {"meanwhile", to_text(s.spec.meanwhile)}});
    fmt::print("{}\n", list.dump(2));
}

void print_strategies()
{
    fmt::print(
        "{}\n\n",
        bold(say(
            "Every strategy answers three questions: when is an entry due for a load, who may load it, and "
            "what do the others do meanwhile?")));
    for (const NamedStrategy& s : catalogue()) {
        fmt::print("{:<23} {}\n", s.id, answers_text(s.spec));
        fmt::print("{:<23} {}\n\n", "", say_marked(s.about));
    }
    fmt::print(
        "{} stampede run product-page --when xfetch:beta=2 --who one-per-instance --meanwhile "
        "serve-old,share\n",
        say("Compose your own:"));
}

}  // namespace

void add_strategies(CLI::App& app, Command& chosen)
{
    CLI::App* command =
        app.add_subcommand("strategies", say("The named strategies with their three answers"));
    const auto json = std::make_shared<bool>(false);
    command->add_flag("--json", *json, say("As JSON"));
    command->callback([&chosen, json] {
        chosen = [json] {
            if (*json)
                print_strategies_as_json();
            else
                print_strategies();
            return exit_done;
        };
    });
}

}  // namespace stampede
