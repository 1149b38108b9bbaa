#pragma once

#include "core/analysis/time_warp.h"
#include "core/analysis/timeline.h"

#include <array>
#include <cstdint>
#include <vector>

namespace stampede {

// Requests and loads of a stretch of time, counted by columns of it. See quantity.h.

/// The requests that arrived within one column, by what they met.
struct DensityColumn {
    std::array<std::uint32_t, outcomes> met{};  ///< by Outcome; `none`: not over at the end of the run
    std::uint32_t loads = 0;                    ///< loads that began, by requests and refreshes

    std::uint32_t of(Outcome o) const { return met[static_cast<std::size_t>(o)]; }
    std::uint32_t total() const;
};

struct Density {
    /// of the first column, on the axis; a multiple of `length`, so panning changes no column
    Instant start{};
    Duration length{};  ///< of a column, on the axis
    TimeWarp warp;      ///< of the axis
    std::vector<DensityColumn> columns;
    std::uint32_t highest = 0;  ///< the greatest total
    /// requests that the full height stands for; higher columns are cut and say their number
    std::uint32_t top = 0;

    Instant begins(std::size_t column) const
    {
        return warp.straightened(start + length * static_cast<std::int64_t>(column));
    }
    /// The column of an instant; negative before the first one.
    std::int64_t column(Instant t) const;
};

/// Counts what arrived and began in [from, until] by columns of the axis, each of `length`. REQUIRES: length
/// > 0.
Density count_columns(const Timeline& timeline, Instant from, Instant until, Duration length,
                      const TimeWarp& warp = TimeWarp());

/// Loads that belong together: the gap to the next is longer than a fiftieth of the stretch, on the axis.
struct LoadGroup {
    Instant from{}, until{};  ///< of their starts
    std::uint32_t loads = 0;
    std::uint32_t early = 0;  ///< of them, while the entry was still fresh
};
std::vector<LoadGroup> load_groups(const Timeline& timeline, Instant from, Instant until,
                                   const TimeWarp& warp = TimeWarp());

}  // namespace stampede
