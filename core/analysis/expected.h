#pragma once

#include "core/scenario/scenario.h"

#include <optional>

namespace stampede {

// What theory says of a scenario, where the closed forms of theory.h describe it: one key, Poisson requests
// at one rate, no faults, loads that all take the same time. Nothing elsewhere.

/// Loads while one stored entry was the current one, on average: of *everyone* loading at expiry, by XFetch,
/// by power or in a uniform window.
std::optional<double> expected_loads_per_cycle(const Scenario& scenario);
/// XFetch: how long before the expiry the first load of a cycle begins, on average, in milliseconds.
std::optional<double> expected_first_gap_ms(const Scenario& scenario);

}  // namespace stampede
