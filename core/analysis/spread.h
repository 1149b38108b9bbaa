#pragma once

#include "core/analysis/timeline.h"

#include <cstdint>
#include <span>
#include <vector>

namespace stampede {

// How a figure, and a curve over time, are spread over runs with other seeds. See quantity.h, statistics.h.

/// How many values lie in [from, until); the last bin holds its end as well.
struct Bin {
    double from = 0, until = 0;
    std::size_t count = 0;
};
/// At most `most` bins of a nice width that hold all values; a whole number each where `whole` and there are
/// few enough.
std::vector<Bin> binned(std::span<const double> values, bool whole, std::size_t most);
/// 1, 2 or 5 times a power of ten, at least `wanted`. REQUIRES: wanted > 0.
double nice_width(double wanted);

/// A stretch of time cut into equal slices.
struct Slices {
    Instant from{}, until{};
    std::size_t count = 1;
    Instant begin_of(std::size_t slice) const;
};
/// The most queries that ran at once in each slice.
using Profile = std::vector<std::uint32_t>;
Profile in_flight_profile(const Timeline& timeline, const Slices& slices);

/// In each slice, by nearest rank over the runs: 5 %, half and 95 % of them had no more.
struct Band {
    std::vector<double> low, middle, high;
};
/// REQUIRES: all profiles have the same slices. Empty of nothing.
Band band_of(std::span<const Profile> profiles);

}  // namespace stampede
