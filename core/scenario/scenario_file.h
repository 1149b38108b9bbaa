#pragma once

#include "core/runtime/duration_text.h"
#include "core/scenario/scenario.h"

#include <span>
#include <string>
#include <string_view>

namespace stampede {

// Scenario files, `stampede-scenario/1`. Every function that reads throws InputError with one sentence that
// names the path in the file, the value and the accepted range (`cache.ttl: "0ms" is too short; at least
// 1ms`). Unknown fields, missing units, NaN, duplicate keys, nesting over 32 and files over 1 MiB are errors.
// Comments are allowed. resources/scenarios/complete-example.json has every field, scenario.schema.json says
// the same for editors.
//
// `strategy` is a name, or three answers, and options; answers beside a name replace those of the name.
// Options that are not written have the defaults of the named strategy, or those that compose() gives to the
// answers. `strategy.beta` sets β of every part of *when* that has one; for other strategies it has no
// effect, and is not kept.

/// One `PATH=VALUE` of --set: "traffic.0.requests=5000". The value is JSON, or else a string.
struct Override {
    std::string path;
    std::string value;
};
/// Throws InputError when there is no "=" or no path.
Override parse_override(std::string_view text);

/// Which strategy to use instead of the scenario's own. A name takes the place of name, answers and β, and
/// sets what belongs to a named strategy as the catalogue has it (`choose`, in catalogue.h); answers take the
/// place of those that the file writes, whose options stay.
struct StrategyChoice {
    std::string name;       ///< --strategy; or else these,
    std::string when;       ///< --when; empty: as the scenario has it
    std::string who;        ///< --who, likewise
    std::string meanwhile;  ///< --meanwhile, likewise
    bool empty() const { return name.empty() && when.empty() && who.empty() && meanwhile.empty(); }
};

/// Reads scenario text. `source` names it in errors, `directory` is where relative replay files start. The
/// choice is applied first, then the overrides (they create missing objects and array elements), then all is
/// validated once.
Scenario parse_scenario(std::string_view text, std::string_view source, const std::string& directory = ".",
                        const StrategyChoice& choice = {}, std::span<const Override> overrides = {});

/// A preset id, "random:SEED" (random_scenario.h), or else the path of a file.
Scenario load_scenario(const std::string& preset_or_file, const StrategyChoice& choice = {},
                       std::span<const Override> overrides = {});

/// The scenario in a fixed order of fields, with all defaults but those options that follow from the
/// strategy, so that a StrategyChoice does for the text what it does for the original.
/// parse_scenario(to_json(s), source, directory) == s for every s that came from parse_scenario with that
/// directory.
std::string to_json(const Scenario& s);

/// `s` with these fields set, and validated. Throws InputError.
Scenario changed(const Scenario& s, std::span<const Override> overrides);

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
