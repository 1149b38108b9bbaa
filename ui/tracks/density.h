#pragma once

#include "core/analysis/timeline.h"
#include "ui/session/session.h"

#include <array>
#include <cstdint>
#include <vector>

namespace stampede::ui {

/// The requests that arrived within one column of time, by what they met.
struct DensityColumn {
    std::array<std::uint32_t, outcomes> met{};   ///< by Outcome; `none`: not over at the end of the run
    std::uint32_t loads = 0;                     ///< loads that began, by requests and refreshes

    std::uint32_t of(Outcome o) const { return met[static_cast<std::size_t>(o)]; }
    std::uint32_t total() const;
};

struct Density {
    Instant start{};             ///< of the first column; a multiple of `length`, so panning moves columns and changes none
    Duration length{};           ///< of a column
    std::vector<DensityColumn> columns;
    std::uint32_t highest = 0;   ///< the greatest total
    std::uint32_t top = 0;       ///< requests that the full height stands for; higher columns are cut and say their number

    Instant begins(std::size_t column) const { return start + length * static_cast<std::int64_t>(column); }
};

/// Counts the requests and loads of a range by columns of time, each a nice length of at least `shortest`.
Density countColumns(const Timeline& timeline, TimeRange range, Duration shortest);

/// Loads that belong together: the gap to the next is longer than a fiftieth of the range.
struct LoadGroup {
    Instant from{}, until{};     ///< of their starts
    std::uint32_t loads = 0;
    std::uint32_t early = 0;     ///< of them, while the entry was still fresh
};
std::vector<LoadGroup> groupLoads(const Timeline& timeline, TimeRange range);

/// Whether lanes say more than columns: requests that take up some of the range, or arrive together, or are few.
bool lanesFit(const Timeline& timeline, TimeRange range);

}  // namespace stampede::ui
