#pragma once

#include "core/scenario/fields.h"
#include "core/scenario/scenario.h"

namespace stampede {

/// The whole file, `schema` included: names, order and ranges of all fields.
void describe(Fields& f, Scenario& s);

/// The object `strategy`: a name, or three answers, and the options that were written. Options that were not
/// have the defaults of that name or those answers; so only those that differ from them are written.
void describe_strategy(Fields& f, StrategySpec& s);

/// Requests that a run may have in total.
inline constexpr std::uint64_t most_requests = 20'000'000;

/// The last instant that a scenario can name: what is recorded for each 100 ms of a run still fits in memory.
inline constexpr Duration longest_run = std::chrono::hours(1000);

inline constexpr std::size_t longest_bookmark = 200;  ///< bytes of its text

/// What a description cannot see, since it takes two fields: order of instants, indices within counts, the
/// total of requests. Throws InputError with `source` and the path.
void check(const Scenario& s, std::string_view source);

}  // namespace stampede
