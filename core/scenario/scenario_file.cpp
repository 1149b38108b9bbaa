#include "core/scenario/scenario_file.h"

#include "core/runtime/say.h"
#include "core/scenario/random_scenario.h"

#include "core/runtime/input_error.h"
#include "core/runtime/input_file.h"
#include "core/runtime/suggest.h"
#include "core/scenario/describe.h"
#include "core/scenario/field_reader.h"
#include "core/scenario/field_writer.h"
#include "core/scenario/overrides.h"
#include "core/scenario/remarks.h"
#include "core/scenario/strict_json.h"
#include "core/strategy/catalogue.h"

#include <nlohmann/json.hpp>

#include <charconv>
#include <filesystem>

namespace stampede {

namespace {

constexpr std::size_t longest_file = 1 << 20;

/// Leaves out what follows from the answers, so that other answers can bring their own defaults.
void drop_default_options(nlohmann::ordered_json& strategy, const StrategySpec& s)
{
    const NamedStrategy* named = find_strategy(s.name);
    StrategySpec plain = named ? named->spec : compose(s.when, s.who, s.meanwhile);
    nlohmann::ordered_json defaults = nlohmann::ordered_json::object();
    FieldWriter writer(defaults);
    describe_strategy(writer, plain);
    for (const auto& [field, value] : defaults.items()) {
        const bool answer =
            field == "name" || field == "when" || field == "who" || field == "meanwhile" || field == "beta";
        if (!answer && strategy.contains(field) && strategy[field] == value) strategy.erase(field);
    }
}

nlohmann::ordered_json written(Scenario s)  // descriptions take what they could write to
{
    nlohmann::ordered_json file = nlohmann::ordered_json::object();
    FieldWriter writer(file);
    describe(writer, s);
    return file;
}

Scenario read_fields(const nlohmann::json& file, std::string_view source)
{
    Scenario s;
    FieldReader reader(file, "", source);
    describe(reader, s);
    reader.finish();
    check(s, source);
    return s;
}

void remark_on_what_stays(const Scenario& s, Remarks& remarks)
{
    const bool warms = !s.warming.empty(), adapts = s.adaptation.has_value();
    if (!warms && !adapts) return;
    remarks.push_back(
        warms && adapts
            ? say("warming and adaptation stay: they belong to the scenario, whatever the strategy")
        : warms ? say("warming stays: it belongs to the scenario, whatever the strategy")
                : say("adaptation stays: it belongs to the scenario, whatever the strategy"));
}

void remark_on_beta(const nlohmann::json& file, const Scenario& s, Remarks& remarks)
{
    const auto strategy = file.find("strategy");
    if (strategy == file.end() || !strategy->contains("beta")) return;
    for (const When& part : s.strategy.when)
        if (part.has_beta()) return;
    remarks.push_back(
        say("strategy.beta: β has no effect on {}, where an entry is due {}; power and xfetch have one",
            s.strategy.name,
            s.strategy.scheduled() ? say("on a schedule")
            : s.strategy.rolls()   ? say("within a window")
                                   : say("at expiry")));
}

std::string read_file(const std::string& path)
{
    return InputFile(path, say("a scenario file in JSON")).read(longest_file + 1);
}

/// As parse_scenario; `remarks` may be nullptr.
Scenario parse(std::string_view text, std::string_view source, const std::string& directory,
               const StrategyChoice& choice, std::span<const Override> overrides, Remarks* remarks)
{
    nlohmann::json file = parse_strict_json(text, source, {.bytes = longest_file});
    const std::string left_out = remark_on_choice(file, choice, overrides);
    apply_choice(file, choice);
    for (const Override& o : overrides) apply_override(file, o);
    Scenario s = read_fields(file, source);
    for (Traffic& t : s.traffic)
        if (Replay* r = std::get_if<Replay>(&t)) r->directory = directory;
    if (!remarks) return s;
    if (!left_out.empty()) remarks->push_back(left_out);
    if (!choice.name.empty()) remark_on_what_stays(s, *remarks);
    remark_on_beta(file, s, *remarks);
    return s;
}

/// The seed of "random:417".
std::optional<std::uint64_t> random_seed(std::string_view name)
{
    constexpr std::string_view prefix = "random:";
    std::uint64_t seed = 0;
    if (!name.starts_with(prefix)) return std::nullopt;
    name.remove_prefix(prefix.size());
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), seed);
    if (error != std::errc() || end != name.data() + name.size()) return std::nullopt;
    return seed;
}

Scenario load(const std::string& preset_or_file, const StrategyChoice& choice,
              std::span<const Override> overrides, Remarks* remarks)
{
    if (const Preset* p = find_preset(preset_or_file))
        return parse(p->text, p->id, ".", choice, overrides, remarks);
    if (const auto seed = random_seed(preset_or_file))
        return parse(to_json(random_scenario(*seed)), preset_or_file, ".", choice, overrides, remarks);
    std::error_code error;
    if (std::filesystem::status(preset_or_file, error).type() == std::filesystem::file_type::not_found) {
        std::vector<std::string_view> ids;
        for (const Preset& p : presets()) ids.push_back(p.id);
        const std::string_view near = nearest(preset_or_file, ids);
        throw InputError(say("{} is neither a preset nor a file{}; \"stampede scenarios\" lists the presets",
                             in_quotes(preset_or_file),
                             near.empty() ? "" : say(" (did you mean \"{}\"?)", near)));
    }
    const std::string directory = std::filesystem::path(preset_or_file).parent_path().string();
    return parse(read_file(preset_or_file), preset_or_file, directory.empty() ? "." : directory, choice,
                 overrides, remarks);
}

}  // namespace

Scenario parse_scenario(std::string_view text, std::string_view source, const std::string& directory,
                        const StrategyChoice& choice, std::span<const Override> overrides)
{
    return parse(text, source, directory, choice, overrides, nullptr);
}

Scenario changed(const Scenario& s, std::span<const Override> overrides)
{
    nlohmann::json file = written(s);
    for (const Override& o : overrides) apply_override(file, o);
    Scenario next = read_fields(file, say("the changes of a run"));
    for (std::size_t i = 0; i < std::min(s.traffic.size(), next.traffic.size()); ++i) {
        const auto* was = std::get_if<Replay>(&s.traffic[i]);
        if (auto* r = std::get_if<Replay>(&next.traffic[i]); r && was) r->directory = was->directory;
    }
    return next;
}

Scenario load_scenario(const std::string& preset_or_file, const StrategyChoice& choice,
                       std::span<const Override> overrides)
{
    return load(preset_or_file, choice, overrides, nullptr);
}

Scenario load_scenario(const std::string& preset_or_file, const StrategyChoice& choice,
                       std::span<const Override> overrides, Remarks& remarks)
{
    return load(preset_or_file, choice, overrides, &remarks);
}

std::string to_json(const Scenario& s)
{
    nlohmann::ordered_json file = written(s);
    drop_default_options(file["strategy"], s.strategy);
    return file.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n';
}

}  // namespace stampede
