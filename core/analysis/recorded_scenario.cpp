#include "core/analysis/recorded_scenario.h"

#include "core/runtime/say.h"
#include "core/scenario/scenario_file.h"

#include <algorithm>

namespace stampede {

std::optional<Scenario> recorded_scenario(const Recording& recording)
{
    if (recording.scenario_json.empty()) return {};
    return parse_scenario(recording.scenario_json, say("the recording's scenario"));
}

Scenario most_allowed(const Recording& recording, Scenario s)
{
    if (recording.changes.empty()) return s;
    const Scenario began = s;
    std::vector<Override> overrides;
    for (const SettingChange& c : recording.changes)
        if (c.path == "database.pool" || c.path == "strategy.wait_timeout") {
            overrides = {{c.path, c.value}};
            const Scenario then =
                parse_scenario(to_json(began), say("the recording's scenario"), ".", {}, overrides);
            s.database.pool = std::max(s.database.pool, then.database.pool);
            s.strategy.options.wait_timeout =
                std::max(s.strategy.options.wait_timeout, then.strategy.options.wait_timeout);
        }
    return s;
}

}  // namespace stampede
