#include "core/scenario/scenario.h"

#include <algorithm>

namespace stampede {

Duration warming_spread(const Scenario& s, std::uint32_t keys)
{
    const double at_a_time = std::max(s.database.pool / 2.0, 1.0);
    const double longest = static_cast<double>(std::chrono::nanoseconds(std::chrono::hours(10'000)).count());
    const double spread = static_cast<double>(s.database.query_time.count()) * keys / at_a_time;
    return Duration(static_cast<std::int64_t>(std::min(spread, longest)));
}

bool same_run(const Scenario& a, const Scenario& b)
{
    if (a.bookmarks == b.bookmarks) return a == b;
    Scenario other = b;
    other.bookmarks = a.bookmarks;
    return a == other;
}

}  // namespace stampede
