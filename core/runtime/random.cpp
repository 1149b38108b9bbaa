#include "core/runtime/random.h"

#include <bit>
#include <cmath>

namespace stampede {

namespace {

constexpr double ln2_high =
    6.93147180369123816490e-01;  // ln 2 in two parts: multiples of the first are exact
constexpr double ln2_low = 1.90821492927058770002e-10;

}  // namespace

double exact_log(double x)
{
    const auto bits = std::bit_cast<std::uint64_t>(x);
    int exponent = static_cast<int>(bits >> 52) - 1023;
    double m = std::bit_cast<double>((bits & 0x000fffffffffffffULL) | 0x3ff0000000000000ULL);
    if (m > 1.4142135623730951) {
        m *= 0.5;
        ++exponent;
    }
    // ln m = 2 artanh s, s = (m − 1)/(m + 1), |s| < 0.1716
    const double f = m - 1;
    const double s = f / (m + 1);
    const double z = s * s;
    double series = 1.0 / 23;
    for (int k = 21; k >= 3; k -= 2) series = series * z + 1.0 / k;
    const double k = exponent;
    return k * ln2_high + ((2 * s * z * series + k * ln2_low) + 2 * s);
}

double exact_exp(double x)
{
    if (x < -708) return 0;
    const double k = std::floor(x * 1.4426950408889634 + 0.5);
    const double r = (x - k * ln2_high) - k * ln2_low;
    double series = 1;
    for (int n = 14; n >= 1; --n) series = 1 + r * series / n;
    return std::ldexp(series, static_cast<int>(k));
}

double exact_pow(double x, double y)
{
    if (x <= 0) return 0;
    const double e = y * exact_log(x);
    return e > 708 ? exact_exp(708) : exact_exp(e);
}

double Random::normal()
{
    for (;;) {
        const double a = 2 * unit() - 1;
        const double b = 2 * unit() - 1;
        const double s = a * a + b * b;
        if (s > 0 && s < 1) return a * std::sqrt(-2 * exact_log(s) / s);
    }
}

}  // namespace stampede
