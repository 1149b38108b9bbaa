#pragma once

#include "core/store/entry.h"
#include "core/strategy/spec.h"

#include <span>

namespace stampede {

enum class Due : std::uint8_t {
    no,
    early,  ///< the entry is still fresh
    expired,
};

/// Is `entry` due for a load? Pure. `u` in (0, 1) is drawn once per look; `scheduled` tells that the
/// refresher asks. Only a client's look rolls; parts are joined by "or". REQUIRES: entry.present.
/// XFetch: Vattani, Chierichetti, Lowenstein, "Optimal Probabilistic Cache Stampede Prevention", VLDB 2015.
Due due(std::span<const When> when, const Entry& entry, Instant now, double u, bool scheduled);

/// The probability that one look decides for an early load, `remaining` before expiry. 1 when expired.
double refresh_probability(const When& when, Duration remaining, Duration ttl, Duration load_time);

}  // namespace stampede
