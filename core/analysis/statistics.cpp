#include "core/analysis/statistics.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace stampede {

std::size_t rank_of(double q, std::size_t count)
{
    // 0.99 · 100 is a little more than 99 in binary: a share that is met up to rounding counts as met.
    const double rank = std::ceil(q * static_cast<double>(count) * (1 - 1e-12));
    return std::clamp<std::size_t>(static_cast<std::size_t>(rank), 1, count) - 1;
}

std::int64_t nearest_rank(std::span<std::int64_t> values, double q)
{
    if (values.empty()) return 0;
    const auto nth = values.begin() + static_cast<std::ptrdiff_t>(rank_of(q, values.size()));
    std::nth_element(values.begin(), nth, values.end());
    return *nth;
}

double sample_deviation(std::span<const double> values)
{
    if (values.size() < 2) return 0;
    double mean = 0;
    for (double v : values) mean += v / static_cast<double>(values.size());
    double squares = 0;
    for (double v : values) squares += (v - mean) * (v - mean);
    return std::sqrt(squares / static_cast<double>(values.size() - 1));
}

Summary summarize(std::span<const double> values)
{
    if (values.empty()) return {};
    const auto [min, max] = std::minmax_element(values.begin(), values.end());
    Summary s;
    s.min = *min;
    s.max = *max;
    // Equal values have exactly their own mean, whatever the rounding of a sum says.
    if (s.min == s.max) {
        s.mean = s.min;
        return s;
    }
    const auto n = static_cast<double>(values.size());
    for (double v : values) s.mean += v / n;
    s.ci95 = student_t_975(values.size() - 1) * sample_deviation(values) / std::sqrt(n);
    return s;
}

double student_t_975(std::size_t degrees)
{
    static constexpr std::array table{12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646,
                                      2.3060,  2.2622, 2.2281, 2.2010, 2.1788, 2.1604, 2.1448,
                                      2.1314,  2.1199, 2.1098, 2.1009, 2.0930, 2.0860};
    if (degrees <= table.size()) return table[degrees - 1];
    // Cornish–Fisher expansion around the normal quantile (Abramowitz and Stegun 26.7.5).
    constexpr double z = 1.959963985;
    const auto n = static_cast<double>(degrees);
    constexpr double first = (z * z * z + z) / 4;
    constexpr double second = (5 * z * z * z * z * z + 16 * z * z * z + 3 * z) / 96;
    return z + first / n + second / (n * n);
}

}  // namespace stampede
