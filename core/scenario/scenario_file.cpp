#include "core/scenario/scenario_file.h"

#include "core/scenario/random_scenario.h"

#include "core/runtime/input_error.h"
#include "core/runtime/suggest.h"
#include "core/scenario/describe.h"
#include "core/scenario/field_reader.h"
#include "core/scenario/field_writer.h"
#include "core/scenario/overrides.h"
#include "core/scenario/strict_json.h"
#include "core/strategy/catalogue.h"

#include <nlohmann/json.hpp>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <fstream>

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

std::string read_file(const std::string& path)
{
    std::ifstream in(path, std::ios::binary);
    if (!in) throw InputError(in_quotes(path) + ": " + std::strerror(errno) + "; a file that can be read");
    std::string text(longest_file + 1, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(in.gcount()));
    return text;
}

}  // namespace

Scenario parse_scenario(std::string_view text, std::string_view source, const std::string& directory,
                        const StrategyChoice& choice, std::span<const Override> overrides)
{
    nlohmann::json file = parse_strict_json(text, source, {.bytes = longest_file});
    apply_choice(file, choice);
    for (const Override& o : overrides) apply_override(file, o);

    Scenario s;
    FieldReader reader(file, "", source);
    describe(reader, s);
    reader.finish();
    check(s, source);
    for (Traffic& t : s.traffic)
        if (Replay* r = std::get_if<Replay>(&t)) r->directory = directory;
    return s;
}

/// The seed of "random:417".
static std::optional<std::uint64_t> random_seed(std::string_view name)
{
    constexpr std::string_view prefix = "random:";
    std::uint64_t seed = 0;
    if (!name.starts_with(prefix)) return std::nullopt;
    name.remove_prefix(prefix.size());
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), seed);
    if (error != std::errc() || end != name.data() + name.size()) return std::nullopt;
    return seed;
}

Scenario load_scenario(const std::string& preset_or_file, const StrategyChoice& choice,
                       std::span<const Override> overrides)
{
    if (const Preset* p = find_preset(preset_or_file))
        return parse_scenario(p->text, p->id, ".", choice, overrides);
    if (const auto seed = random_seed(preset_or_file))
        return parse_scenario(to_json(random_scenario(*seed)), preset_or_file, ".", choice, overrides);
    if (!std::filesystem::exists(preset_or_file)) {
        std::vector<std::string_view> ids;
        for (const Preset& p : presets()) ids.push_back(p.id);
        const std::string_view near = nearest(preset_or_file, ids);
        throw InputError(in_quotes(preset_or_file) + " is neither a preset nor a file" +
                         (near.empty() ? "" : " (did you mean \"" + std::string(near) + "\"?)") +
                         "; \"stampede scenarios\" lists the presets");
    }
    if (std::filesystem::is_directory(preset_or_file))
        throw InputError(in_quotes(preset_or_file) + " is a directory; a scenario file in JSON");
    const std::string directory = std::filesystem::path(preset_or_file).parent_path().string();
    return parse_scenario(read_file(preset_or_file), preset_or_file, directory.empty() ? "." : directory,
                          choice, overrides);
}

std::string to_json(const Scenario& s)
{
    nlohmann::ordered_json file = nlohmann::ordered_json::object();
    FieldWriter writer(file);
    Scenario copy = s;  // descriptions take what they could write to
    describe(writer, copy);
    drop_default_options(file["strategy"], s.strategy);
    return file.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n';
}

}  // namespace stampede
