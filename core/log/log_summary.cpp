#include "core/log/log_summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>
#include <unordered_map>

namespace stampede {

namespace {

double in_seconds(LogTime t)
{
    return static_cast<double>(t) / static_cast<double>(log_second);
}

std::vector<std::uint64_t> requests_of_keys(const LogFile& log)
{
    std::vector<std::uint64_t> counts(log.key_names.size());
    for (const std::uint32_t key : log.keys) ++counts[key];
    return counts;
}

std::vector<LogSummary::Key> hottest(const LogFile& log, const std::vector<std::uint64_t>& counts)
{
    std::vector<std::uint32_t> order(counts.size());
    std::iota(order.begin(), order.end(), 0u);
    const std::size_t n = std::min<std::size_t>(10, order.size());
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(n), order.end(),
                      [&](std::uint32_t a, std::uint32_t b) {
                          return counts[a] != counts[b] ? counts[a] > counts[b] : a < b;
                      });
    std::vector<LogSummary::Key> keys;
    for (std::size_t i = 0; i < n; ++i) keys.push_back({log.key_names[order[i]], counts[order[i]]});
    return keys;
}

/// Parts of a length that one can read: 1, 2 or 5 times a power of ten, or minutes and hours.
LogTime part_of(LogTime span, bool whole_seconds)
{
    constexpr std::int64_t most = 20;
    for (LogTime unit = whole_seconds ? log_second : 1'000'000; unit < log_second; unit *= 10)
        for (const LogTime times : {1, 2, 5})
            if (unit * times * most >= span) return unit * times;
    for (const LogTime part : {1, 2, 5, 10, 30, 60, 120, 300, 600, 1'800, 3'600, 7'200, 21'600, 86'400})
        if (part * log_second * most >= span) return part * log_second;
    return span / most + 1;
}

std::vector<LogSummary::Stretch> over_time(const LogFile& log, LogTime first, LogTime span)
{
    const LogTime part = part_of(span, log.whole_seconds());
    std::vector<LogSummary::Stretch> parts(static_cast<std::size_t>(std::max<LogTime>(span - 1, 0) / part) +
                                           1);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        parts[i].from = static_cast<LogTime>(i) * part;
        parts[i].length = std::min(part, std::max<LogTime>(span - parts[i].from, 0));
    }
    for (const LogTime t : log.times)
        ++parts[std::min(static_cast<std::size_t>((t - first) / part), parts.size() - 1)].requests;
    return parts;
}

double busiest_second(const LogFile& log)
{
    std::unordered_map<LogTime, std::uint64_t> seconds;
    std::uint64_t most = 0;
    for (const LogTime t : log.times) most = std::max(most, ++seconds[t / log_second - (t % log_second < 0)]);
    return static_cast<double>(most);
}

double chance_of_the_same(const std::vector<std::uint64_t>& counts, std::uint64_t requests)
{
    double pairs = 0;
    for (const std::uint64_t c : counts) pairs += static_cast<double>(c) * static_cast<double>(c - 1);
    return pairs / (static_cast<double>(requests) * static_cast<double>(requests - 1));
}

std::optional<LogSummary::Upstream> upstream_of(const std::vector<LogTime>& times)
{
    if (times.empty()) return std::nullopt;
    const auto n = static_cast<double>(times.size());
    double sum = 0, squares = 0;
    for (const LogTime t : times) sum += static_cast<double>(t) / 1e6;
    for (const LogTime t : times) squares += std::pow(static_cast<double>(t) / 1e6 - sum / n, 2);
    return LogSummary::Upstream{times.size(), sum / n, std::sqrt(squares / n)};
}

}  // namespace

LogSummary summary_of(const LogFile& log)
{
    LogSummary s;
    s.requests = log.times.size();
    s.keys = log.key_names.size();
    const auto [first, last] = std::minmax_element(log.times.begin(), log.times.end());
    s.first = *first;
    s.last = *last;
    // A last second without fractions goes on to its end, as the first one begins at its begin.
    const LogTime span = s.last - s.first + (log.whole_seconds() ? log_second : 0);
    if (s.requests > 1 && span > 0) s.rate = static_cast<double>(s.requests) / in_seconds(span);
    s.busiest_second = busiest_second(log);
    const std::vector<std::uint64_t> counts = requests_of_keys(log);
    s.hottest = hottest(log, counts);
    s.over_time = over_time(log, s.first, span);
    if (s.requests > 1) s.zipf = zipf_exponent(s.keys, chance_of_the_same(counts, s.requests));
    s.upstream = upstream_of(log.upstream);
    return s;
}

double zipf_exponent(std::uint64_t keys, double same)
{
    if (keys < 2) return 0;
    const auto chance = [keys](double exponent) {
        double sum = 0, squares = 0;
        for (std::uint64_t i = 1; i <= keys; ++i) {
            const double p = std::pow(static_cast<double>(i), -exponent);
            sum += p;
            squares += p * p;
        }
        return squares / (sum * sum);
    };
    double low = 0, high = 5;
    if (same <= chance(low)) return 0;
    if (same >= chance(high)) return high;
    for (int step = 0; step < 20; ++step) {
        const double middle = (low + high) / 2;
        (chance(middle) < same ? low : high) = middle;
    }
    return (low + high) / 2;
}

std::string date_text(LogTime t)
{
    const LogTime fraction = (t % log_second + log_second) % log_second;
    const LogTime whole = (t - fraction) / log_second;
    const LogTime day = whole / 86'400 - (whole % 86'400 < 0), of_day = whole - day * 86'400;
    const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(day))};
    std::string text = fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}", static_cast<int>(date.year()),
                                   static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                                   of_day / 3'600, of_day / 60 % 60, of_day % 60);
    if (fraction == 0) return text;
    text += fmt::format(".{:09}", fraction);
    return text.substr(0, text.find_last_not_of('0') + 1);
}

bool is_date(LogTime t)
{
    return t >= 946'684'800 * log_second && t < 4'102'444'800 * log_second;
}

}  // namespace stampede
