#pragma once

#include "core/runtime/duration_text.h"
#include "core/scenario/scenario.h"

#include <span>
#include <string>
#include <string_view>

namespace stampede {

// Scenario files, `stampede-scenario/1`. Every function that reads throws InputError with one sentence that names the
// path in the file, the value and the accepted range (`cache.ttl: "0ms" is too short; at least 1ms`). Unknown fields,
// missing units, NaN, duplicate keys, nesting over 32 and files over 1 MiB are errors.

/// One `PATH=VALUE` of --set: "traffic.0.requests=5000". The value is JSON, or else a string.
struct Override {
    std::string path;
    std::string value;
};
/// Throws InputError when there is no "=" or no path.
Override parse_override(std::string_view text);

/// Which strategy to use instead of the scenario's own.
struct StrategyChoice {
    std::string name;                      ///< --strategy; or else
    std::string when, who, meanwhile;      ///< --when --who --meanwhile, each may be empty: as the scenario has it
    bool empty() const { return name.empty() && when.empty() && who.empty() && meanwhile.empty(); }
};

/// Reads scenario text. `source` names it in errors, `directory` is where relative replay files start. The choice
/// replaces the answers (options written in the scenario stay), then overrides are applied (they create missing objects
/// and array elements), then all is validated once.
Scenario parse_scenario(std::string_view text, std::string_view source, const std::string& directory = ".",
                        const StrategyChoice& choice = {}, std::span<const Override> overrides = {});

/// A preset id, "random:SEED" (random_scenario.h), or else the path of a file.
Scenario load_scenario(const std::string& preset_or_file, const StrategyChoice& choice = {},
                       std::span<const Override> overrides = {});

/// The scenario complete with all defaults, in a fixed order of fields: parse_scenario(to_json(s)) == s.
std::string to_json(const Scenario& s);

/// A shipped scenario. The files are compiled in (resources/scenarios/*.json).
struct Preset {
    std::string id;     ///< "hot-page"
    std::string name;   ///< from the file
    std::string about;  ///< what to look at
    std::string text;   ///< the file
};
/// In the order in which they are shown.
std::span<const Preset> presets();
const Preset* find_preset(std::string_view id);

}  // namespace stampede
