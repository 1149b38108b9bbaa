#pragma once

#include "core/scenario/scenario.h"
#include "core/scenario/scenario_file.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stampede {

/// The parts of a scenario that a challenge can leave to its player.
enum class Change : std::uint8_t { strategy, beta, ttl, jitter };

/// A goal on a given scenario, which the figures of a run either reach or not.
struct Challenge {
    enum class Level : std::uint8_t { easy, medium, hard };
    std::string id;
    std::string title;
    Level level = Level::easy;
    std::string goal, hint;  ///< Markdown
    Scenario start;          ///< with the expectations that are the goal
    Instant playhead{};      ///< where to look at first
    std::vector<Change> may_change;
    Scenario par;          ///< a solution
    std::string par_says;  ///< why it works
};

/// Reads challenges, `stampede-challenges/1`: `challenges`, a list of objects with `id`, `title`, `level`
/// (easy, medium, hard), `goal`, `hint`, `scenario` (a preset) with `strategy` and `set` as in lessons,
/// `playhead`, `may_change` (strategy, beta, ttl, jitter), `expect`, and `par`: `strategy`, `set`, and `say`.
/// Throws InputError with one sentence that names the path; a par that changes what may not be changed is
/// refused.
std::vector<Challenge> parse_challenges(std::string_view text, std::string_view source);

/// The shipped ones (resources/learn/challenges.json), in the order in which they are offered. Read when
/// first asked for.
std::span<const Challenge> challenges();
/// nullptr when there is none.
const Challenge* find_challenge(std::string_view id);

/// Whether the scenario is still the challenge's problem: nothing has been changed but what may be. Names,
/// horizons and expectations do not matter.
bool same_problem(const Challenge& challenge, const Scenario& scenario);
/// The challenge's start with the scenario's values of what may be changed.
Scenario back_to_problem(const Challenge& challenge, const Scenario& scenario);

/// The word in files: "strategy", "beta", "ttl", "jitter".
std::string_view word_of(Change change);

}  // namespace stampede
