#include "core/analysis/phrases.h"

#include <fmt/format.h>

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
    return grouped(static_cast<std::int64_t>(number)) + " " + (number == 1 ? one : many);
}

std::string phrase(CallId call)
{
    if (call.is_nobody()) return "nobody";
    return (call.is_refresh() ? "refresh " : "request ") + grouped(call.number());
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

}  // namespace stampede
