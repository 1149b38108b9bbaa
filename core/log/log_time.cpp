#include "core/log/log_time.h"

#include "core/log/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <string>

namespace stampede {

namespace {

constexpr LogTime furthest = 4'600'000'000 * log_second;

struct CalendarDay {
    int year = 0;
    unsigned month = 0, day = 0;
};

/// Takes a text from the front, piece by piece; once a piece is missing, all that follow are.
class Pieces {
public:
    explicit Pieces(std::string_view text) : rest_(text) {}

    /// So many digits as a number.
    int digits(std::size_t count)
    {
        const std::string_view piece = rest_.substr(0, count);
        ok_ = ok_ && piece.size() == count && is_digits(piece);
        if (!ok_) return 0;
        int n = 0;
        std::from_chars(piece.data(), piece.data() + count, n);
        rest_.remove_prefix(count);
        return n;
    }
    /// One of these characters; 0 if there is none.
    char one_of(std::string_view characters)
    {
        ok_ = ok_ && !rest_.empty() && characters.find(rest_[0]) != characters.npos;
        if (!ok_) return 0;
        const char c = rest_[0];
        rest_.remove_prefix(1);
        return c;
    }
    bool next_is(std::string_view characters) const
    {
        return ok_ && !rest_.empty() && characters.find(rest_[0]) != characters.npos;
    }
    /// The month of "May".
    unsigned month()
    {
        constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
        const auto found = std::find(months.begin(), months.end(), rest_.substr(0, 3));
        ok_ = ok_ && found != months.end();
        if (!ok_) return 0;
        rest_.remove_prefix(3);
        return static_cast<unsigned>(found - months.begin()) + 1;
    }
    /// ".25" as nanoseconds; 0 where there is no fraction. More digits than nine are cut.
    LogTime fraction()
    {
        if (!next_is(".,")) return 0;
        one_of(".,");
        const std::size_t count = std::min(rest_.find_first_not_of("0123456789"), rest_.size());
        ok_ = ok_ && count > 0;
        LogTime value = 0, scale = log_second;
        for (std::size_t i = 0; i < std::min<std::size_t>(count, 9); ++i)
            value += (rest_[i] - '0') * (scale /= 10);
        rest_.remove_prefix(count);
        return value;
    }
    /// "Z", "GMT", "+0200", "-07:30" or nothing, as seconds east; a blank may stand before it.
    LogTime zone()
    {
        if (next_is(" ")) one_of(" ");
        for (const std::string_view utc : {"Z", "z", "GMT", "UTC"})
            if (rest_ == utc) rest_ = {};
        if (rest_.empty()) return 0;
        const bool west = one_of("+-") == '-';
        const int hours = digits(2);
        if (next_is(":")) one_of(":");
        const int minutes = rest_.empty() ? 0 : digits(2);
        ok_ = ok_ && hours <= 23 && minutes <= 59;
        return (hours * 60 + minutes) * 60 * (west ? -1 : 1);
    }
    /// hh:mm:ss, a fraction and a zone, to the end of the text, on this day.
    std::optional<LogTime> time_on(CalendarDay d)
    {
        const int hour = digits(2);
        one_of(":");
        const int minute = digits(2);
        one_of(":");
        const int seconds = digits(2);
        const LogTime nanoseconds = fraction();
        const LogTime east = zone();
        ok_ = ok_ && rest_.empty() && hour <= 23 && minute <= 59 && seconds <= 60 && d.year >= 1970;
        const std::chrono::year_month_day date{std::chrono::year(d.year), std::chrono::month(d.month),
                                               std::chrono::day(d.day)};
        if (!ok_ || !date.ok()) return std::nullopt;
        const LogTime days = std::chrono::sys_days(date).time_since_epoch().count();
        const LogTime whole = days * 86'400 + hour * 3'600 + minute * 60 + seconds - east;
        if (whole >= furthest / log_second) return std::nullopt;
        return whole * log_second + nanoseconds;
    }
    bool ok() const { return ok_; }

private:
    std::string_view rest_;
    bool ok_ = true;
};

std::optional<LogTime> parse_web_server_date(std::string_view text)
{
    Pieces p(text);
    CalendarDay d;
    d.day = static_cast<unsigned>(p.digits(2));
    p.one_of("/");
    d.month = p.month();
    p.one_of("/");
    d.year = p.digits(4);
    p.one_of(":");
    return p.ok() ? p.time_on(d) : std::nullopt;
}

std::optional<LogTime> parse_iso_date(std::string_view text)
{
    Pieces p(text);
    CalendarDay d;
    d.year = p.digits(4);
    const char between = p.one_of("-/");
    d.month = static_cast<unsigned>(p.digits(2));
    p.one_of(std::string_view(&between, 1));
    d.day = static_cast<unsigned>(p.digits(2));
    p.one_of("Tt ");
    return p.ok() ? p.time_on(d) : std::nullopt;
}

/// "17.05.2026 10:05:03": with points the day comes first.
std::optional<LogTime> parse_date_with_points(std::string_view text)
{
    Pieces p(text);
    CalendarDay d;
    d.day = static_cast<unsigned>(p.digits(2));
    p.one_of(".");
    d.month = static_cast<unsigned>(p.digits(2));
    p.one_of(".");
    d.year = p.digits(4);
    p.one_of(" T");
    return p.ok() ? p.time_on(d) : std::nullopt;
}

std::optional<LogTime> parse_http_date(std::string_view text)
{
    const std::size_t comma = text.find(", ");
    if (comma != 3) return std::nullopt;
    Pieces p(text.substr(comma + 2));
    CalendarDay d;
    d.day = static_cast<unsigned>(p.digits(2));
    p.one_of(" ");
    d.month = p.month();
    p.one_of(" ");
    d.year = p.digits(4);
    p.one_of(" ");
    return p.ok() ? p.time_on(d) : std::nullopt;
}

constexpr LogTime step(TimeUnit unit)
{
    constexpr std::array<LogTime, 4> steps{log_second, log_second / 1'000, log_second / 1'000'000, 1};
    return steps[static_cast<std::size_t>(unit)];
}

/// A number with a decimal point, exact to the nanosecond: a double could not hold one of today.
std::optional<LogTime> exact(std::string_view whole, std::string_view fraction, TimeUnit unit)
{
    const LogTime scale = step(unit);
    if (whole.empty() && fraction.empty()) return std::nullopt;
    std::uint64_t n = 0;
    if (!whole.empty()) {
        const auto read = whole_number(whole);
        if (!read || *read > static_cast<std::uint64_t>(furthest / scale)) return std::nullopt;
        n = *read;
    }
    LogTime value = static_cast<LogTime>(n) * scale, digit = scale;
    for (const char c : fraction) {
        if (c < '0' || c > '9') return std::nullopt;
        value += (c - '0') * (digit /= 10);
    }
    return value <= furthest ? std::optional(value) : std::nullopt;
}

/// With an exponent.
std::optional<LogTime> rounded(std::string_view text, TimeUnit unit)
{
    if (text.find_first_not_of("0123456789.eE+-") != text.npos) return std::nullopt;  // no nan, no inf
    double n = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    const double value = n * static_cast<double>(step(unit));
    if (!(std::abs(value) < static_cast<double>(furthest))) return std::nullopt;
    return std::llround(value);
}

}  // namespace

std::optional<LogTime> parse_date_time(std::string_view text)
{
    if (text.size() < 8 || text.size() > 48) return std::nullopt;
    for (const auto parse : {parse_web_server_date, parse_iso_date, parse_date_with_points, parse_http_date})
        if (const auto time = parse(text)) return time;
    return std::nullopt;
}

std::optional<LogTime> parse_time_number(std::string_view text, TimeUnit unit, bool comma)
{
    if (text.find_first_of("eE") != text.npos) return rounded(text, unit);
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    const std::size_t point = text.find_first_of(comma ? ".," : ".");
    const auto value =
        exact(text.substr(0, point), point == text.npos ? std::string_view() : text.substr(point + 1), unit);
    return value && negative ? -*value : value;
}

std::optional<LogTime> parse_time_with_unit(std::string_view text)
{
    const std::size_t end = text.find_last_of("0123456789.") + 1;  // 0 where there is none
    const std::string_view suffix = trimmed(text.substr(end));
    const auto unit =
        suffix == "µs" || suffix == "μs" ? std::optional(TimeUnit::microseconds) : unit_in_name(suffix);
    return unit ? parse_time_number(trimmed(text.substr(0, end)), *unit) : std::nullopt;
}

std::optional<TimeUnit> unit_of_epoch(std::string_view number)
{
    constexpr LogTime from = 946'684'800 * log_second, until = 4'102'444'800 * log_second;  // 2000 and 2100
    using enum TimeUnit;
    for (const TimeUnit unit : {seconds, milliseconds, microseconds, nanoseconds}) {
        const auto time = parse_time_number(number, unit, true);
        if (time && *time >= from && *time < until) return unit;
    }
    return std::nullopt;
}

std::optional<TimeUnit> unit_in_name(std::string_view name)
{
    std::string word;
    std::optional<TimeUnit> unit;
    using enum TimeUnit;
    const auto end_word = [&] {
        for (const auto& [text, meant] :
             std::initializer_list<std::pair<std::string_view, TimeUnit>>{{"s", seconds},
                                                                          {"sec", seconds},
                                                                          {"secs", seconds},
                                                                          {"second", seconds},
                                                                          {"seconds", seconds},
                                                                          {"unix", seconds},
                                                                          {"ms", milliseconds},
                                                                          {"millis", milliseconds},
                                                                          {"milli", milliseconds},
                                                                          {"milliseconds", milliseconds},
                                                                          {"us", microseconds},
                                                                          {"usec", microseconds},
                                                                          {"micros", microseconds},
                                                                          {"microseconds", microseconds},
                                                                          {"ns", nanoseconds},
                                                                          {"nanos", nanoseconds},
                                                                          {"nsec", nanoseconds},
                                                                          {"nanoseconds", nanoseconds}})
            if (word == text) unit = meant;
        word.clear();
    };
    for (std::size_t i = 0; i < name.size(); ++i) {
        const char c = name[i];
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        const bool capital = c >= 'A' && c <= 'Z' && i > 0 && name[i - 1] >= 'a' && name[i - 1] <= 'z';
        if (!letter || capital) end_word();
        if (letter) word += lower(std::string_view(&c, 1));
    }
    end_word();
    return unit;
}

std::optional<LogTime> parse_upstream_times(std::string_view text, TimeUnit unit)
{
    LogTime sum = 0;
    bool any = false;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of(",:"), text.size());
        const std::string_view one = trimmed(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (one == "-" || one.empty()) continue;
        auto time = parse_time_number(one, unit);
        if (!time) time = parse_time_with_unit(one);
        if (!time || *time < 0 || sum > furthest - *time) return std::nullopt;
        sum += *time;
        any = true;
    }
    return any ? std::optional(sum) : std::nullopt;
}

}  // namespace stampede
