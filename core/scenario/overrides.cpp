#include "core/scenario/overrides.h"

#include "core/runtime/input_error.h"
#include "core/runtime/say.h"
#include "core/runtime/suggest.h"
#include "core/scenario/strict_json.h"
#include "core/strategy/catalogue.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>

namespace stampede {

using nlohmann::json;

namespace {

bool is_index(std::string_view part)
{
    return !part.empty() && part.find_first_not_of("0123456789") == part.npos;
}

/// "traffic.0.within" and "traffic[0].within" as its parts.
std::vector<std::string> parts_of(const std::string& path)
{
    std::vector<std::string> parts(1);
    for (char c : path) {
        if (c == '.' || c == '[')
            parts.emplace_back();
        else if (c != ']')
            parts.back() += c;
    }
    for (const std::string& part : parts)
        if (part.empty())
            throw InputError(
                say("--set {} has an empty part; a path such as traffic.0.requests", in_quotes(path)));
    if (parts.size() > 16) throw InputError(say("--set {} has too many parts; at most 16", in_quotes(path)));
    return parts;
}

json value_of(const Override& o)
{
    const json as_json = json::parse(o.value, nullptr, false);
    if (as_json.is_discarded()) return o.value;
    return parse_strict_json(o.value, "--set " + o.path);
}

json& element(json& list, const std::string& part, const std::string& path)
{
    std::size_t i = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), i);
    if (error != std::errc{} || end != part.data() + part.size() || i > list.size())
        throw InputError(say("--set {}: there is no element {}; 0 to {}, where the last adds one",
                             in_quotes(path), in_quotes(part), list.size()));
    if (i == list.size()) list.push_back(nullptr);
    return list[i];
}

}  // namespace

void apply_override(json& file, const Override& o)
{
    json* at = &file;
    for (const std::string& part : parts_of(o.path)) {
        if (at->is_null()) *at = is_index(part) ? json::array() : json::object();
        if (at->is_array())
            at = &element(*at, part, o.path);
        else if (at->is_object())
            at = &(*at)[part];
        else
            throw InputError(say("--set {}: {} has no {}; a path that leads through objects and lists",
                                 in_quotes(o.path), shown(*at), in_quotes(part)));
    }
    *at = value_of(o);
}

void apply_choice(json& file, const StrategyChoice& choice)
{
    if (choice.empty() || !file.is_object()) return;
    json& strategy = file["strategy"];
    if (strategy.is_null()) strategy = json::object();
    if (!strategy.is_object()) return;  // told when the file is read

    if (!choice.name.empty()) {
        if (!find_strategy(choice.name)) {
            std::vector<std::string_view> names;
            for (const NamedStrategy& s : catalogue()) names.push_back(s.id);
            throw InputError("--strategy: " + unknown_word(choice.name, names));
        }
        for (const char* answer : {"when", "who", "meanwhile", "beta"}) strategy.erase(answer);
        for (std::string_view option : owned_options()) strategy.erase(std::string(option));
        strategy["name"] = choice.name;
    }
    const auto replace = [&](const char* answer, const std::string& text, auto parse) {
        if (text.empty()) return;
        try {
            parse(text);
        } catch (const InputError& e) {
            throw InputError(std::string("--") + answer + ": " + e.what());
        }
        strategy[answer] = text;
    };
    if (choice.when.find("beta=") != choice.when.npos) strategy.erase("beta");
    replace("when", choice.when, parse_when);
    replace("who", choice.who, parse_who);
    replace("meanwhile", choice.meanwhile, parse_meanwhile);
}

std::string remark_on_choice(const json& file, const StrategyChoice& choice,
                             std::span<const Override> overrides)
{
    const auto strategy = file.is_object() ? file.find("strategy") : file.end();
    if (choice.name.empty() || strategy == file.end() || !strategy->is_object()) return {};
    std::vector<std::string_view> left_out;
    for (std::string_view option : owned_options()) {
        const std::string path = "strategy." + std::string(option);
        const bool set = std::any_of(overrides.begin(), overrides.end(),
                                     [&](const Override& o) { return o.path.starts_with(path); });
        if (!set && strategy->contains(std::string(option))) left_out.push_back(option);
    }
    if (left_out.empty()) return {};
    return say(
        "--strategy {} takes {} from the catalogue: they belong to a named strategy, so what the scenario "
        "says of them is left out",
        choice.name, listed(left_out, "and"));
}

Override parse_override(std::string_view text)
{
    const std::size_t equals = text.find('=');
    if (equals == text.npos || equals == 0)
        throw InputError(
            say("--set {} is not PATH=VALUE; write something like traffic.0.requests=5000", in_quotes(text)));
    return {std::string(text.substr(0, equals)), std::string(text.substr(equals + 1))};
}

}  // namespace stampede
