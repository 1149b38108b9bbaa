#pragma once

#include "core/analysis/quantity.h"
#include "core/analysis/timeline.h"
#include "core/scenario/scenario.h"

namespace stampede {

// Requests a second: what is asked for is a setting, what arrives is measured. They are two quantities, and
// texts say which. See quantity.h.

/// What the steady traffic asks for, all of it together; bursts are no rate. None where traffic has a rate
/// that changes or depends on the answers, or has none.
Value rate_asked(const Scenario& scenario);

/// Requests that arrive in [from, until) of the run, a second: while there is traffic, which is from the
/// beginning of the run to the last arrival. None in a stretch without any of that.
Value rate_measured(const Timeline& timeline, Instant from, Instant until);

/// Arrivals are counted in cells of this length from the beginning, so that their number does not depend on
/// how far one has zoomed in.
inline constexpr Duration arrival_cell = std::chrono::milliseconds(100);
/// The most requests that arrive within one cell, of those cells that [from, until) touches.
std::uint32_t most_arrivals(const Timeline& timeline, Instant from, Instant until);

}  // namespace stampede
