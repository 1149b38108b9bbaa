#include "core/analysis/phrases.h"

#include "core/runtime/say.h"

#include <fmt/format.h>

#include <cmath>

namespace stampede {

namespace {

constexpr char thousands_space = ' ';

/// `digits` of a whole number without a sign.
std::string grouped_digits(const std::string& digits)
{
    std::string text;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % 3 == 0) text += thousands_space;
        text += digits[i];
    }
    return text;
}

}  // namespace

std::string grouped(std::int64_t number)
{
    const std::string digits = std::to_string(number);
    return number < 0 ? "-" + grouped_digits(digits.substr(1)) : grouped_digits(digits);
}

std::string counted(std::uint64_t number, const char* one, const char* many)
{
    return grouped(static_cast<std::int64_t>(number)) + " " + std::string(translated(one, many, number));
}

std::string phrase(CallId call)
{
    if (call.is_nobody()) return say("nobody");
    const std::string number = grouped(call.number());
    return call.is_refresh() ? say("refresh {}", number) : say("request {}", number);
}

std::string phrase(Duration length)
{
    const std::int64_t ns = length.count();
    const std::uint64_t size = ns < 0 ? 0 - static_cast<std::uint64_t>(ns) : static_cast<std::uint64_t>(ns);
    std::string decimals = fmt::format("{:06}", size % 1'000'000);
    while (!decimals.empty() && decimals.back() == '0') decimals.pop_back();
    const std::string whole = grouped_digits(std::to_string(size / 1'000'000));
    return (ns < 0 ? "-" : "") + whole + (decimals.empty() ? "" : "." + decimals) + " ms";
}

std::string phrase(Instant at)
{
    return phrase(at.time_since_epoch());
}

std::string rounded(double value)
{
    const double size = std::abs(value);
    if (size >= 999.5) return grouped(std::llround(value));
    std::string text = fmt::format("{:.{}f}", size,
                                   size == 0 || size >= 99.95 ? 0
                                   : size >= 9.995            ? 1
                                   : size >= 0.0995           ? 2
                                                              : 3);
    if (text.find('.') != text.npos) {
        while (text.back() == '0') text.pop_back();
        if (text.back() == '.') text.pop_back();
    }
    return value < 0 && text != "0" ? "−" + text : text;
}

std::string rounded(Duration length)
{
    const double ns = static_cast<double>(length.count());
    const double ms = ns / 1e6, size = std::abs(ms);
    if (size == 0) return "0 ms";
    if (size < 1e-3) return rounded(ns) + " ns";
    if (size < 0.0995) return rounded(ns / 1e3) + " µs";
    if (size < 999.5) return rounded(ms) + " ms";
    if (size < 119'500) return rounded(ms / 1e3) + " s";
    if (size < 5'970'000) return rounded(ms / 60e3) + " min";
    return rounded(ms / 3600e3) + " h";
}

std::string percent(double share)
{
    if (share > 0 && share < 1e-4) return "under 0.01 %";
    return rounded(100 * share) + " %";
}

}  // namespace stampede
