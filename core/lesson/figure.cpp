#include "core/lesson/figure.h"

#include <fmt/format.h>

#include <cmath>

namespace stampede {

namespace {

constexpr const char* narrow_space = "\u202f";
constexpr const char* minus = "−";

std::string grouped_digits(double whole)
{
    const std::string digits = fmt::format("{:.0f}", whole);
    std::string text;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % 3 == 0) text += narrow_space;
        text += digits[i];
    }
    return text;
}

/// Whole numbers with all their digits, others with three that say something.
std::string number_text(double value)
{
    const double size = std::abs(value);
    const bool whole = size < 1e15 && std::round(size) == size;
    std::string text;
    if (whole || size >= 999.5) {
        text = grouped_digits(std::round(size));
    } else if (size < 0.01) {
        text = fmt::format("{:.1g}", size);
    } else {
        text = fmt::format("{:.{}f}", size, size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2);
        while (text.find('.') != text.npos && (text.back() == '0' || text.back() == '.')) {
            const bool point = text.back() == '.';
            text.pop_back();
            if (point) break;
        }
    }
    return value < 0 && text != "0" ? minus + text : text;
}

std::string milliseconds_text(double ms)
{
    const double size = std::abs(ms);
    const auto with = [](double value, const char* unit) { return number_text(value) + narrow_space + unit; };
    if (size == 0) return with(0, "ms");
    if (size < 1e-3) return with(ms * 1e6, "ns");
    if (size < 0.0995) return with(ms * 1e3, "µs");
    if (size < 999.5) return with(ms, "ms");
    if (size < 119'500) return with(ms / 1e3, "s");
    if (size < 7'170'000) return with(ms / 60e3, "min");
    return with(ms / 3600e3, "h");
}

}  // namespace

Figure figure(double value, Unit unit)
{
    switch (unit) {
    case Unit::milliseconds: return {value, unit, milliseconds_text(value)};
    case Unit::percent: return {value, unit, number_text(value) + narrow_space + "%"};
    default: return {value, unit, number_text(value)};
    }
}

}  // namespace stampede
