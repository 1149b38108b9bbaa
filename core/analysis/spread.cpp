#include "core/analysis/spread.h"

#include "core/analysis/now.h"
#include "core/analysis/statistics.h"

#include <algorithm>
#include <cmath>

namespace stampede {

double nice_width(double wanted)
{
    const double power = std::pow(10, std::floor(std::log10(wanted)));
    for (double m : {1.0, 2.0, 5.0})
        if (m * power >= wanted * (1 - 1e-9)) return m * power;
    return 10 * power;
}

std::vector<Bin> binned(std::span<const double> values, bool whole, std::size_t most)
{
    if (values.empty()) return {};
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    const double least = *low, greatest = *high;
    double width = (greatest - least) / static_cast<double>(most);
    if (greatest <= least) width = std::max(std::abs(least) / 20, 1e-3);
    width = nice_width(std::max(width, 1e-12));
    if (whole) width = std::max(1.0, std::ceil(width));
    const double first = whole ? std::floor(least / width) * width : std::floor(least / width + 1e-9) * width;
    const auto count = static_cast<std::size_t>(std::floor((greatest - first) / width + 1e-9)) + 1;
    std::vector<Bin> bins(count);
    for (std::size_t i = 0; i < count; ++i)
        bins[i] = {first + static_cast<double>(i) * width, first + static_cast<double>(i + 1) * width, 0};
    for (double v : values) {
        const double place = std::max(0.0, (v - first) / width + 1e-9);
        ++bins[std::min(count - 1, static_cast<std::size_t>(place))].count;
    }
    return bins;
}

Instant Slices::begin_of(std::size_t slice) const
{
    return from + (until - from) / static_cast<std::int64_t>(count) * static_cast<std::int64_t>(slice);
}

Profile in_flight_profile(const Timeline& timeline, const Slices& slices)
{
    Profile profile(slices.count);
    for (std::size_t i = 0; i < slices.count; ++i)
        profile[i] = most_in_flight(timeline, slices.begin_of(i), slices.begin_of(i + 1) - Duration(1));
    return profile;
}

Band band_of(std::span<const Profile> profiles)
{
    Band band;
    if (profiles.empty()) return band;
    std::vector<std::int64_t> slice(profiles.size());
    for (std::size_t s = 0; s < profiles[0].size(); ++s) {
        for (std::size_t i = 0; i < profiles.size(); ++i) slice[i] = profiles[i][s];
        band.low.push_back(static_cast<double>(nearest_rank(slice, 0.05)));
        band.middle.push_back(static_cast<double>(nearest_rank(slice, 0.5)));
        band.high.push_back(static_cast<double>(nearest_rank(slice, 0.95)));
    }
    return band;
}

}  // namespace stampede
