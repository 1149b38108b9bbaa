#pragma once

#include "core/runtime/time.h"

namespace stampede {

/// What the cache holds for a key: the value (here its row version) with what strategies need to know of it.
/// All instants are by the clock of the instance that wrote it.
struct Entry {
    std::uint32_t version = 0;     ///< the row's version in the database
    std::uint32_t generation = 0;  ///< which fill wrote it, counted over the run; 0: none
    Instant stored_at{};
    Instant fresh_until{};    ///< stored_at + ttl
    Instant kept_until{};     ///< fresh_until + keep; the store drops it then
    Duration load_time{};     ///< how long the load took: δ of XFetch
    std::uint32_t token = 0;  ///< fencing token it was written under, 0: none
    bool present = false;
    bool negative = false;    ///< "the database has no such row"
    bool backed_off = false;  ///< an old value that counts as fresh for a while, since its load failed
};

}  // namespace stampede
