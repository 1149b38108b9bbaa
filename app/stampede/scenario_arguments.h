#pragma once

#include "app/stampede/command.h"
#include "core/analysis/comparison.h"
#include "core/scenario/scenario_file.h"

#include <optional>
#include <string>
#include <vector>

namespace stampede {

/// The options that say what is to be run; those of several commands.
struct ScenarioArguments {
    std::string scenario;
    StrategyChoice strategy;
    std::vector<std::string> sets;
    std::optional<std::uint64_t> seed;
    std::string world = "simulated";

    /// SCENARIO, --set, --seed, --world
    void add_to(CLI::App& command);
    /// --strategy, or --when --who --meanwhile
    void add_strategy_to(CLI::App& command);

    /// `more` come after those of the command line. What a person should be told of the settings is added to
    /// `notes`, each sentence once. Throws InputError.
    Scenario load(const StrategyChoice& choice, std::vector<std::string>& notes,
                  const std::vector<Override>& more = {}) const;
    /// The world that --world names. Its runs give nothing when asked to stop, and what there is when asked
    /// to end. Throws InputError.
    RunScenario run_in_world(std::stop_token stop, std::stop_token end = {}) const;
    /// What results call the scenario: the preset's id, or the name that a file gives it.
    std::string name_of(const Scenario& s) const;
    bool live() const { return world != "simulated"; }
    /// The options that make the same run again: "product-page --strategy locking --seed 7".
    std::string again(std::uint64_t with_seed) const;
};

/// Tells each on standard error.
void tell(const std::vector<std::string>& notes);

}  // namespace stampede
