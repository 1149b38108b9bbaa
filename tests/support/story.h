#pragma once

#include "core/recording/recording.h"
#include "core/scenario/scenario.h"

#include <string>

namespace stampede::test {

/// A run in text, one line an event: "   1.2ms  r1  won". Refreshes are f1, f2 …, the world is "-".
/// Events of the entries that are there at the start are left out.
std::string story(const Recording& recording);

/// How many events of this kind there are.
std::uint64_t count(const Recording& recording, EventKind what);
/// Queries that reached the database.
std::uint64_t queries(const Recording& recording);
/// Requests that ended in any way.
std::uint64_t ended(const Recording& recording);
/// The longest time between arrival and end of a request, in milliseconds.
double longest_ms(const Recording& recording);

/// The worked example: `requests` within 3 ms on a key that expired at 0, four instances, query 100 ms, pool
/// 100.
Scenario product_page(const std::string& strategy, std::uint32_t requests = 1000);
/// Poisson traffic at `rate` until `until` on one key.
Scenario steady(const std::string& strategy, double rate, Duration until);

}  // namespace stampede::test
