#pragma once

#include <cstdint>
#include <span>

namespace stampede {

/// The nearest-rank quantile: the smallest value with at least the share `q` of all values at or below it; 0
/// of nothing. Reorders `values`. REQUIRES: 0 < q ≤ 1.
std::int64_t nearest_rank(std::span<std::int64_t> values, double q);

/// The rank of that value among `count`, from 0. REQUIRES: count > 0, 0 < q ≤ 1.
std::size_t rank_of(double q, std::size_t count);

/// What repeats of a run say about one figure.
struct Summary {
    double mean = 0;
    double ci95 =
        /// half of the width of the 95 % confidence interval of the mean (Student's t); 0 for fewer than two
        0;
    double min = 0;
    double max = 0;
};
Summary summarize(std::span<const double> values);

/// The standard deviation of the values' distribution, estimated with n − 1; 0 for fewer than two.
double sample_deviation(std::span<const double> values);

/// The 97.5 % quantile of Student's t distribution, within 0.1 %. REQUIRES: degrees > 0.
double student_t_975(std::size_t degrees);

}  // namespace stampede
