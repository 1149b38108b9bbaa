#pragma once

#include "core/analysis/quantity.h"
#include "core/scenario/scenario.h"

#include <string_view>

namespace stampede {

// What theory says of a scenario, where the closed forms of theory.h describe it: one key, one steady stream
// of Poisson requests, no faults, loads that all take the same time, and everybody may load. λ is the rate
// that is asked for, D and δ the query time. Elsewhere there is no value, and the reason is given: theory
// outside of its domain is drawn nowhere.

/// Loads while one stored entry was the current one, on average: of *everyone* loading at expiry, by XFetch,
/// by power or in a uniform window. A burst beside the stream is outside of the domain, but for XFetch, whose
/// loads a cycle do not depend on the traffic.
Value expected_loads_per_cycle(const Scenario& scenario);
/// XFetch: how long before the expiry the first load of a cycle begins, on average, in milliseconds. Within
/// the domain it is shorter than the ttl: an entry cannot be refreshed before it is stored.
Value expected_first_gap_ms(const Scenario& scenario);

/// The same by the name of the metric that it is a theory of; none for all others.
Value expected_metric(const Scenario& scenario, std::string_view path);
/// The form that gives it, for people: "e^(1/β)"; empty where there is none.
std::string_view formula_of(const Scenario& scenario, std::string_view path);

}  // namespace stampede
