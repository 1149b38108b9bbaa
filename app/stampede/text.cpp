#include "app/stampede/text.h"

#include "app/stampede/terminal.h"
#include "core/analysis/phrases.h"
#include "core/analysis/trouble_text.h"
#include "core/strategy/catalogue.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace stampede {

std::string milliseconds_text(double ms)
{
    if (std::abs(ms) >= 99.95 || ms == std::floor(ms)) return grouped(std::llround(ms)) + " ms";
    return fmt::format("{:.1f} ms", ms);
}

std::string share_text(std::optional<double> of_one)
{
    if (!of_one) return "–";
    const double share = 100 * *of_one;
    if (share > 0 && share < 0.1) return "< 0.1 %";
    const bool fine = (share > 0 && share < 1) || (share > 99 && share < 100);
    return fmt::format("{:.{}f} %", fine ? std::floor(share * 10) / 10 : share, fine ? 1 : 0);
}

std::string figure_text(double value)
{
    if (value == std::floor(value) && std::abs(value) < 1e15) return grouped(std::llround(value));
    if (std::abs(value) >= 1000) return grouped(std::llround(value));
    return fmt::format("{:.4g}", value);
}

std::string answers_text(const StrategySpec& spec)
{
    return fmt::format("{} · {} · {}", to_text(spec.when), to_text(spec.who), to_text(spec.meanwhile));
}

std::size_t width_of(std::string_view text)
{
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

std::string Table::text() const
{
    std::vector<std::size_t> widths;
    for (const auto& row : rows_)
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i >= widths.size()) widths.push_back(0);
            widths[i] = std::max(widths[i], width_of(row[i]));
        }
    std::string text;
    for (const auto& row : rows_) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string space(widths[i] - width_of(row[i]), ' ');
            text += (i > 0 ? "  " + space : "") + row[i] + (i == 0 && row.size() > 1 ? space : "");
        }
        text += '\n';
    }
    return text;
}

void tell_trouble(const RunReport& report)
{
    for (const ServerTrouble& t : report.trouble) tell(to_text(t, report.end));
}

std::string bold(const std::string& text)
{
    static const bool terminal = isatty(STDOUT_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr;
    return terminal ? "\033[1m" + text + "\033[0m" : text;
}

}  // namespace stampede
