#include "core/scenario/access_log.h"

#include <array>
#include <charconv>
#include <chrono>
#include <cmath>

namespace stampede {

namespace {

constexpr std::size_t longest_key = 2048;

/// The whole text as a number, or nothing.
template <class Number>
std::optional<Number> number(std::string_view text)
{
    Number n{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return n;
}

/// Digits only: a sign is not part of a date.
std::optional<int> digits(std::string_view text)
{
    if (text.empty() || text.find_first_not_of("0123456789") != text.npos) return std::nullopt;
    return number<int>(text);
}

/// The month of "May", 0 for any other text.
unsigned month_of(std::string_view name)
{
    constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    for (unsigned i = 0; i < months.size(); ++i)
        if (months[i] == name) return i + 1;
    return 0;
}

/// "17/May/2026:10:05:03 +0200" as seconds since 1970.
std::optional<std::int64_t> parse_date(std::string_view s)
{
    if (s.size() != 26 || s[2] != '/' || s[6] != '/' || s[11] != ':' || s[14] != ':' || s[17] != ':' ||
        s[20] != ' ')
        return std::nullopt;
    const auto day = digits(s.substr(0, 2)), year = digits(s.substr(7, 4)), hour = digits(s.substr(12, 2)),
               minute = digits(s.substr(15, 2)), second = digits(s.substr(18, 2)),
               zone = digits(s.substr(22, 4));
    const unsigned month = month_of(s.substr(3, 3));
    if (!day || !month || !year || !hour || !minute || !second || !zone || (s[21] != '+' && s[21] != '-'))
        return std::nullopt;
    if (*hour > 23 || *minute > 59 || *second > 60 || *zone % 100 > 59 || *year < 1970) return std::nullopt;

    const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(month),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok()) return std::nullopt;
    const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
    const std::int64_t east = (*zone / 100 * 60 + *zone % 100) * 60 * (s[21] == '-' ? -1 : 1);
    const std::int64_t seconds = days * 86'400 + *hour * 3'600 + *minute * 60 + *second - east;
    constexpr std::int64_t last = 9'000'000'000;  // as nanoseconds it still fits
    return seconds < last ? std::optional(seconds) : std::nullopt;
}

/// The text up to the quote that ends it; `\"` does not.
std::optional<std::string_view> up_to_quote(std::string_view s)
{
    for (std::size_t i = 0; i < s.size(); ++i) {
        if (s[i] == '"') return s.substr(0, i);
        if (s[i] == '\\') ++i;
    }
    return std::nullopt;
}

/// "/product/123" of "GET http://shop.example/product/123?ref=mail#top HTTP/1.1"
std::string_view path_of(std::string_view request)
{
    const std::size_t method_end = request.find(' ');
    if (method_end == request.npos || method_end == 0) return {};
    std::string_view target = request.substr(method_end + 1);
    target = target.substr(0, target.find(' '));
    if (const std::size_t scheme = target.find("://");
        scheme != target.npos && scheme < target.find_first_of("/?#")) {
        const std::size_t path = target.find('/', scheme + 3);
        target = path == target.npos ? std::string_view("/") : target.substr(path);
    }
    return target.substr(0, target.find_first_of("?#"));
}

bool is_continuation(char c)
{
    return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
}

/// How many bytes the UTF-8 character at the front of `s` has; 0 if it is not one.
std::size_t utf8_length(std::string_view s)
{
    const auto lead = static_cast<unsigned char>(s[0]);
    if (lead < 0x80) return 1;
    const std::size_t n = lead >= 0xc2 && lead < 0xe0   ? 2
                          : lead >= 0xe0 && lead < 0xf0 ? 3
                          : lead >= 0xf0 && lead < 0xf5 ? 4
                                                        : 0;
    if (n == 0 || s.size() < n) return 0;
    for (std::size_t i = 1; i < n; ++i)
        if (!is_continuation(s[i])) return 0;
    const auto second = static_cast<unsigned char>(s[1]);
    const bool overlong = (lead == 0xe0 && second < 0xa0) || (lead == 0xf0 && second < 0x90);
    const bool no_character = (lead == 0xed && second >= 0xa0) || (lead == 0xf4 && second >= 0x90);
    return overlong || no_character ? 0 : n;
}

/// A key that can be shown and written anywhere: bytes that are no UTF-8 become "?". Nothing if it is empty,
/// too long or has control characters.
std::optional<std::string> key_of(std::string_view text)
{
    if (text.empty() || text.size() > longest_key) return std::nullopt;
    std::string key;
    for (std::size_t i = 0; i < text.size();) {
        if (static_cast<unsigned char>(text[i]) < 0x20 || text[i] == 0x7f) return std::nullopt;
        const std::size_t n = utf8_length(text.substr(i));
        if (n == 0)
            key += '?';
        else
            key += text.substr(i, n);
        i += n == 0 ? 1 : n;
    }
    return key;
}

/// What follows the request: ` 200 5120`, and anything after it.
bool is_status_and_size(std::string_view s)
{
    if (s.size() < 6 || s[0] != ' ' || s[4] != ' ' || !digits(s.substr(1, 3))) return false;
    const std::string_view size = s.substr(5, s.find(' ', 5) - 5);
    return size == "-" || (!size.empty() && size.find_first_not_of("0123456789") == size.npos);
}

std::optional<LogLine> with_key(std::int64_t nanoseconds, std::string_view text)
{
    std::optional<std::string> key = key_of(text);
    if (!key) return std::nullopt;
    return LogLine{nanoseconds, std::move(*key)};
}

}  // namespace

std::optional<LogLine> parse_access_line(std::string_view line)
{
    for (std::size_t open = line.find(" ["); open != line.npos; open = line.find(" [", open + 1)) {
        const std::size_t close = open + 28;  // a user's name may hold a bracket; a date has its length
        if (line.size() <= close + 3 || line.substr(close, 3) != "] \"") continue;
        const auto seconds = parse_date(line.substr(open + 2, 26));
        if (!seconds) continue;
        const auto request = up_to_quote(line.substr(close + 3));
        if (!request || !is_status_and_size(line.substr(close + 3 + request->size() + 1)))
            return std::nullopt;
        return with_key(*seconds * 1'000'000'000, path_of(*request));
    }
    return std::nullopt;
}

std::optional<LogLine> parse_csv_line(std::string_view line)
{
    const std::size_t comma = line.find(',');
    if (comma == line.npos) return std::nullopt;
    const auto seconds = number<double>(line.substr(0, comma));
    constexpr double last = 4e9;  // the time between any two fits, too
    if (!seconds || !(std::abs(*seconds) < last)) return std::nullopt;
    const auto nanoseconds = static_cast<std::int64_t>(std::llround(*seconds * 1e9));

    std::string_view rest = line.substr(comma + 1);
    if (!rest.starts_with('"'))
        return rest.find_first_of(",\"") == rest.npos ? with_key(nanoseconds, rest) : std::nullopt;
    if (rest.size() < 2 || !rest.ends_with('"')) return std::nullopt;
    std::string text;
    rest = rest.substr(1, rest.size() - 2);
    for (std::size_t i = 0; i < rest.size(); ++i) {
        if (rest[i] == '"' && (i + 1 == rest.size() || rest[++i] != '"')) return std::nullopt;
        text += rest[i];
    }
    return with_key(nanoseconds, text);
}

}  // namespace stampede
