#pragma once

#include <cstdint>

namespace stampede {

/// Natural logarithm from IEEE operations alone, so that every machine and compiler gets the same bits (a C
/// library's may differ in the last one). Within 2 ulp. REQUIRES: x > 0, finite, normal.
double exact_log(double x);
/// e^x in the same manner, within 4 ulp; 0 below −708. REQUIRES: x < 709.
double exact_exp(double x);
/// x^y in the same manner. REQUIRES: x ≥ 0; x = 0 gives 0.
double exact_pow(double x, double y);

/// Independent streams of random numbers, one a purpose, so that a change of β does not change who arrives
/// when.
enum class Stream : std::uint8_t {
    arrivals,
    keys,
    service,
    failures,
    rolls,
    ttl_jitter,
    poll_jitter,
    network,
    updates,
    think,
    faults
};

/// SplitMix64 (Steele, Lea, Flood 2014). The n-th number of a stream can be had without the ones before it.
class Random {
public:
    Random(std::uint64_t seed, Stream stream, std::uint64_t lane = 0)
        : state_(mix(mix(seed + golden * (static_cast<std::uint64_t>(stream) + 1)) + golden * lane))
    {
    }

    std::uint64_t bits() { return mix(state_ += golden); }
    /// The n-th number of this stream from here (n = 1 is what bits() would give next); changes nothing.
    std::uint64_t bits_at(std::uint64_t n) const { return mix(state_ + golden * n); }

    /// Uniform in (0, 1), both ends excluded.
    double unit() { return to_unit(bits()); }
    double unit_at(std::uint64_t n) const { return to_unit(bits_at(n)); }
    /// Uniform in [0, n). REQUIRES: n > 0.
    std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(((bits() >> 32) * n) >> 32); }
    /// Exponential with mean 1.
    double exponential() { return -exact_log(unit()); }
    /// Standard normal (Marsaglia's polar method).
    double normal();

private:
    static constexpr std::uint64_t golden = 0x9e3779b97f4a7c15;
    static constexpr std::uint64_t mix(std::uint64_t z)
    {
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }
    /// 52 bits and a half are exact in a double; with one bit more the largest would round to 1.
    static double to_unit(std::uint64_t b) { return (static_cast<double>(b >> 12) + 0.5) * 0x1p-52; }

    std::uint64_t state_;
};

}  // namespace stampede
