#include "core/runtime/duration_text.h"

#include "core/runtime/input_error.h"
#include "core/runtime/say.h"
#include "core/runtime/suggest.h"

#include <array>

namespace stampede {

namespace {

__extension__ using Wide = __int128;  // a number with all its digits, in nanoseconds, before they are cut off

struct Unit {
    std::string_view name;
    std::int64_t nanoseconds;
};
constexpr std::array<Unit, 6> units{{
    {"ns", 1},
    {"us", 1'000},
    {"ms", 1'000'000},
    {"s", 1'000'000'000},
    {"min", 60'000'000'000},
    {"h", 3'600'000'000'000},
}};

[[noreturn]] void refuse(std::string_view text, std::string_view why)
{
    throw InputError(say("{} {}; write a duration such as \"3ms\", with one of the units ns us ms s min h",
                         in_quotes(text), why));
}

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

std::int64_t unit_of(std::string_view word, std::string_view text)
{
    if (word.empty()) refuse(text, say("has no unit"));
    for (const Unit& u : units)
        if (u.name == word) return u.nanoseconds;
    refuse(text, say("has no known unit"));
}

/// Decimal digits around at most one point, taken as an integer with so many digits behind the point.
struct Decimal {
    Wide digits = 0;
    int behind_point = 0;
};

Decimal read_decimal(std::string_view number, std::string_view text)
{
    Decimal d;
    bool any = false, point = false;
    for (char c : number) {
        if (c == '.' && !point) {
            point = true;
            continue;
        }
        if (!is_digit(c)) refuse(text, say("is not a duration"));
        any = true;
        d.digits = d.digits * 10 + (c - '0');
        d.behind_point += point;
        if (d.digits > Wide(INT64_MAX) * 1'000) refuse(text, say("has too many digits"));
    }
    if (!any || number.back() == '.' || number.front() == '.') refuse(text, say("is not a duration"));
    return d;
}

/// `count` of units of 10^digits ns, without needless zeros: (1500, 3) is "1.5".
std::string decimal(std::int64_t count, int digits)
{
    std::string s = std::to_string(count);
    if (s.size() <= static_cast<std::size_t>(digits))
        s.insert(0, static_cast<std::size_t>(digits) + 1 - s.size(), '0');
    s.insert(s.size() - static_cast<std::size_t>(digits), 1, '.');
    s.erase(s.find_last_not_of('0') + 1);
    if (s.back() == '.') s.pop_back();
    return s;
}

}  // namespace

Duration parse_duration(std::string_view text)
{
    const bool negative = text.starts_with('-');
    const std::string_view body = text.substr(negative);
    std::size_t end = 0;
    while (end < body.size() && (is_digit(body[end]) || body[end] == '.')) ++end;
    if (end == 0) refuse(text, say("is not a duration"));

    const Decimal number = read_decimal(body.substr(0, end), text);
    Wide ns = number.digits * unit_of(body.substr(end), text);
    for (int i = 0; i < number.behind_point; ++i) {
        if (ns % 10 != 0) refuse(text, say("is finer than a nanosecond"));
        ns /= 10;
    }
    if (ns > longest_duration.count()) refuse(text, say("is longer than 10000h"));
    return Duration(static_cast<std::int64_t>(negative ? -ns : ns));
}

std::string to_text(Duration d)
{
    const std::int64_t ns = d.count();
    if (ns == 0) return "0s";
    if (ns < 0) return '-' + to_text(-d);
    if (d % std::chrono::hours(1) == Duration{}) return std::to_string(ns / units[5].nanoseconds) + 'h';
    if (d % std::chrono::minutes(1) == Duration{} && d >= std::chrono::minutes(10))
        return std::to_string(ns / units[4].nanoseconds) + "min";
    if (ns >= 1'000'000'000) return decimal(ns, 9) + 's';
    if (ns >= 100'000) return decimal(ns, 6) + "ms";
    if (ns >= 100) return decimal(ns, 3) + "us";
    return std::to_string(ns) + "ns";
}

}  // namespace stampede
