#pragma once

#include <chrono>
#include <cstdint>

namespace stampede {

/// The clock of a run. It starts at 0 when the run starts, counts whole nanoseconds, and is virtual in the
/// simulated world and steady real time in the live one. Instants before 0 are allowed: an entry can have
/// expired before the run began.
struct RunClock {
    using duration = std::chrono::nanoseconds;
    using rep = duration::rep;
    using period = duration::period;
    using time_point = std::chrono::time_point<RunClock>;
    static constexpr bool is_steady = true;
};

using Duration = RunClock::duration;
using Instant = RunClock::time_point;

/// Later than any instant of a run; sums of `never` and a duration of a run do not overflow.
inline constexpr Instant never{Duration{INT64_MAX / 4}};
inline constexpr Instant run_start{};

constexpr double seconds(Duration d)
{
    return std::chrono::duration<double>(d).count();
}
constexpr double milliseconds(Duration d)
{
    return std::chrono::duration<double, std::milli>(d).count();
}
/// d·factor, but never more than the time until `never`: factors may be as great as a scenario likes.
/// REQUIRES: neither is negative.
constexpr Duration stretched(Duration d, double factor)
{
    const double ns = static_cast<double>(d.count()) * factor;
    const Duration most = never - run_start;
    return ns < static_cast<double>(most.count()) ? Duration(static_cast<std::int64_t>(ns)) : most;
}
/// Rounds to the nearest nanosecond. REQUIRES: |s| < 9e9.
constexpr Duration from_seconds(double s)
{
    return Duration{static_cast<std::int64_t>(s * 1e9 + (s < 0 ? -0.5 : 0.5))};
}

}  // namespace stampede
