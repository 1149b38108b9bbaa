#pragma once

#include "core/recording/recording.h"

namespace stampede {

// What the store had to do. A stretch of time counts in whole 100 ms. See quantity.h.

/// The greatest of each number among the 100 ms that lie in [from, until], wholly or in part.
StoreLoad store_load_between(const Recording& recording, Instant from, Instant until);

/// The share of [from, until] in which the store was at work; 0 where commands take no time. 0…1.
double store_busy_share(const Recording& recording, Instant from, Instant until);

/// How the store stands at an instant: in the 100 ms that it lies in.
struct StoreNow {
    StoreLoad load;
    double busy = 0;  ///< share, 0…1
};
StoreNow store_now(const Recording& recording, Instant t);

}  // namespace stampede
