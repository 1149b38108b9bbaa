#pragma once

#include "core/strategy/spec.h"

#include <optional>
#include <span>
#include <string_view>

namespace stampede {

/// A named point of the space, as shown to people.
struct NamedStrategy {
    std::string id;     ///< "locking": the word in files and on the command line
    std::string name;   ///< "Locking"
    std::string about;  ///< one or two sentences
    StrategySpec spec;  ///< with this strategy's own default options
};

/// All named strategies, in the order in which they are taught.
std::span<const NamedStrategy> catalogue();

/// The one with this id, or nullptr.
const NamedStrategy* find_strategy(std::string_view id);

/// This answer with its default parameter: β 2 for power and 1 for xfetch, a window of 60 s, a buffer of 15
/// s.
When default_when(When::Kind kind);

// The words of files, menus and the command line: "expiry", "power:beta=2", "xfetch:beta=1+expiry",
// "one-per-cluster", "serve-old,share" (no preference at all: "none"). Parsing throws InputError naming what
// is wrong and what would be right.
std::string to_text(const std::vector<When>& when);
std::string to_text(Who who);
std::string to_text(const std::vector<Meanwhile>& meanwhile);
std::string to_text(Mistake mistake);
std::vector<When> parse_when(std::string_view text);
Who parse_who(std::string_view text);
std::vector<Meanwhile> parse_meanwhile(std::string_view text);
std::optional<Mistake> parse_mistake(std::string_view text);
std::span<const Mistake> all_mistakes();

/// The options that belong to a named strategy, as files call them: keep, fail_safe, breaker, fencing,
/// refresh_in, collapse_window, mistakes. All others (timeouts, poll, prefix …) belong to the scenario.
std::span<const std::string_view> owned_options();

/// What choosing a named strategy makes of the one that a scenario has: its answers with their parameters (β,
/// window, buffer) and its owned options become those of the catalogue, all other options stay. Every choice
/// of a name goes by this rule: --strategy, the menus of the window, comparisons, runs of lessons.
StrategySpec choose(const NamedStrategy& strategy, const StrategySpec& now);

/// Are these the answers of `spec`, parameters (β, window, buffer) aside?
bool same_answers(const StrategySpec& spec, const std::vector<When>& when, Who who,
                  const std::vector<Meanwhile>& meanwhile);

/// A composed point: the first named strategy that has these answers (with the given parameters), else one
/// called "custom". Options start from the named strategy's own, or from what the answers ask for: keep 60 s
/// for serve-old with who ≠ everyone; fencing and a foreground refresh for lease.
StrategySpec compose(std::vector<When> when, Who who, std::vector<Meanwhile> meanwhile);

/// `now` with other answers: as compose, and options that are not `now`'s defaults stay.
StrategySpec with_answers(const StrategySpec& now, std::vector<When> when, Who who,
                          std::vector<Meanwhile> meanwhile);

}  // namespace stampede
