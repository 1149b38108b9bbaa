#include "core/analysis/recorded_scenario.h"

#include "core/scenario/scenario_file.h"

namespace stampede {

std::optional<Scenario> recorded_scenario(const Recording& recording)
{
    if (recording.scenario_json.empty()) return {};
    return parse_scenario(recording.scenario_json, "the recording's scenario");
}

}  // namespace stampede
