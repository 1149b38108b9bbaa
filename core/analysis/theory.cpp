#include "core/analysis/theory.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace stampede::theory {

namespace {

/// Ein(x) = ∫₀ˣ (1 − e^{−t})/t dt = ln x + γ + E₁(x).
double entire_exponential_integral(double x)
{
    constexpr double far = 30;  // E₁(30) < 4e−15
    if (x > far) return std::log(x) + std::numbers::egamma;
    // The terms of the alternating series grow to e^x/x before they fall; the integrand is smooth, so Simpson
    // is exact enough.
    constexpr int steps = 2000;
    const auto integrand = [](double t) { return t == 0 ? 1.0 : -std::expm1(-t) / t; };
    const double h = x / steps;
    double sum = integrand(0) + integrand(x);
    for (int i = 1; i < steps; ++i) sum += integrand(i * h) * (i % 2 == 1 ? 4 : 2);
    return sum * h / 3;
}

/// The probability that a lifetime, ttl·(1 ± jitter) and then the wait for a request, is over after `t`; in
/// units of the ttl.
double over_after(double t, double rate, double jitter)
{
    const auto wait_over = [rate](double s) { return s <= 0 ? 0.0 : -std::expm1(-rate * s); };
    if (jitter == 0) return wait_over(t - 1);
    const double first = 1 - jitter, last = 1 + jitter;
    if (t <= first) return 0;
    // ∫ (1 − e^{−rate(t−s)}) ds over the ends of life s in [first, min(last, t)], divided by their range
    const double until = std::min(last, t);
    const double waits = (std::exp(-rate * (t - until)) - std::exp(-rate * (t - first))) / rate;
    return (until - first - waits) / (last - first);
}

constexpr int grid = 1000;  // steps a ttl

/// The mean number of renewals in [0, i/grid] ttl for i = 0 … steps: M(t) = F(t) + ∫ M(t − s) dF(s).
std::vector<double> renewals(double rate, double jitter, std::size_t steps)
{
    std::vector<double> over(steps + 1), mean(steps + 1);
    for (std::size_t i = 0; i <= steps; ++i)
        over[i] = over_after(static_cast<double>(i) / grid, rate, jitter);
    const auto first = static_cast<std::size_t>((1 - jitter) * grid);
    for (std::size_t i = 0; i <= steps; ++i) {
        mean[i] = over[i];
        for (std::size_t j = std::max<std::size_t>(first, 1); j <= i; ++j)
            mean[i] += (over[j] - over[j - 1]) * (mean[i - j] + (j < i ? mean[i - j + 1] : mean[0])) / 2;
    }
    return mean;
}

double in_ttls(Duration d, Duration ttl)
{
    return seconds(d) / seconds(ttl);
}

/// Linear between the points of the grid.
double value_at(const std::vector<double>& curve, double ttls)
{
    const double place = ttls * grid;
    const auto i = std::min(static_cast<std::size_t>(place), curve.size() - 2);
    const double part = place - static_cast<double>(i);
    return curve[i] * (1 - part) + curve[i + 1] * part;
}

std::vector<double> renewals_until(double rate, Duration ttl, double jitter, Duration until)
{
    return renewals(rate * seconds(ttl), jitter, static_cast<std::size_t>(in_ttls(until, ttl) * grid) + 2);
}

}  // namespace

double none_loads_per_cycle(double rate, Duration load)
{
    return 1 + rate * seconds(load);
}

double xfetch_refresh_probability(Duration gap, Duration delta, double beta)
{
    if (gap <= Duration::zero()) return 1;
    const double scale = beta * seconds(delta);
    return scale > 0 ? std::exp(-seconds(gap) / scale) : 0;
}

double xfetch_refreshed_by(Duration gap, double rate, Duration delta, double beta)
{
    const double scale = beta * seconds(delta);
    const double looks = gap > Duration::zero() ? rate * scale * std::exp(-seconds(gap) / scale)
                                                : rate * (scale - seconds(gap));
    return -std::expm1(-looks);
}

double xfetch_first_gap(double rate, Duration delta, double beta)
{
    const double scale = beta * seconds(delta);
    return scale * entire_exponential_integral(rate * scale) - std::exp(-rate * scale) / rate;
}

double xfetch_loads_per_cycle(Duration load, Duration delta, double beta)
{
    return std::exp(seconds(load) / (beta * seconds(delta)));
}

double xfetch_loads_probability(unsigned loads, Duration load, Duration delta, double beta)
{
    const double last = 1 / xfetch_loads_per_cycle(load, delta, beta);
    return last * std::pow(1 - last, loads - 1.0);
}

double uniform_first_refresh(double rate, Duration window)
{
    return std::sqrt(std::numbers::pi * seconds(window) / (2 * rate));
}

double uniform_loads_per_cycle(double rate, Duration load, Duration window)
{
    const double d = seconds(load), xi = seconds(window);
    return 1 + rate * d * d / (2 * xi) + d * std::sqrt(std::numbers::pi * rate / (2 * xi));
}

double power_first_refresh_age(double rate, Duration ttl, double beta)
{
    return std::sqrt(std::numbers::pi * seconds(ttl) / (2 * rate * beta));
}

double power_loads_per_cycle(double rate, Duration load, Duration ttl, double beta)
{
    return uniform_loads_per_cycle(rate, load, from_seconds(seconds(ttl) / beta));
}

double renewal_loads(double rate, Duration ttl, double jitter, Duration until)
{
    return value_at(renewals_until(rate, ttl, jitter, until), in_ttls(until, ttl));
}

double renewal_peak(double rate, Duration ttl, double jitter, Duration until, Duration window)
{
    const std::vector<double> mean = renewals_until(rate, ttl, jitter, until);
    double peak = 0;
    for (Duration from{}; from < until; from += window) {
        const Duration to = std::min(from + window, until);
        peak = std::max(peak, value_at(mean, in_ttls(to, ttl)) - value_at(mean, in_ttls(from, ttl)));
    }
    return peak;
}

unsigned regular_cycles(Duration ttl, Duration load, Duration until)
{
    unsigned cycles = 0;
    for (Duration expiry = ttl; expiry < until; expiry += ttl + load) ++cycles;
    return cycles;
}

double regular_waiting(double rate, Duration load, Duration limit)
{
    return std::ceil(rate * seconds(load - limit) - 1e-9);
}

}  // namespace stampede::theory
