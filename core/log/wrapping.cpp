#include "core/log/wrapping.h"

#include "core/log/text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace stampede {

namespace {

/// Takes the first word, and the blanks after it.
std::string_view take_blank_word(std::string_view& line)
{
    const std::size_t end = std::min(line.find(' '), line.size());
    const std::string_view word = line.substr(0, end);
    line.remove_prefix(std::min(line.find_first_not_of(' ', end), line.size()));
    return word;
}

std::optional<std::string> inside_docker(std::string_view line)
{
    if (!line.starts_with('{') || line.find("\"log\"") == line.npos) return std::nullopt;
    const auto object = nlohmann::json::parse(line, nullptr, false);
    if (!object.is_object() || !object.contains("stream") || !object.contains("time")) return std::nullopt;
    const auto log = object.find("log");
    if (log == object.end() || !log->is_string()) return std::nullopt;
    std::string text = log->get<std::string>();
    while (text.ends_with('\n') || text.ends_with('\r')) text.pop_back();
    return text;
}

std::optional<std::string> inside_containerd(std::string_view line)
{
    const std::string_view time = take_blank_word(line), stream = take_blank_word(line),
                           part = take_blank_word(line);
    if ((stream != "stdout" && stream != "stderr") || (part != "F" && part != "P")) return std::nullopt;
    return parse_date_time(time) ? std::optional(std::string(line)) : std::nullopt;
}

bool is_clock(std::string_view word)
{
    return word.size() == 8 && word[2] == ':' && word[5] == ':';
}

std::optional<std::string> inside_syslog(std::string_view line)
{
    bool numbered = false;
    if (line.starts_with('<')) {
        const std::size_t end = line.find('>');
        if (end == line.npos || end > 4 || !is_digits(line.substr(1, end - 1))) return std::nullopt;
        line.remove_prefix(end + 1);
        numbered = true;
    }
    std::string_view rest = line;
    if (numbered &&
        rest.starts_with("1 ")) {  // RFC 5424: version, time, host, program, process, message, data
        for (int i = 0; i < 6; ++i) take_blank_word(rest);
        if (rest.starts_with('-')) take_blank_word(rest);
        return rest.starts_with('[') ? std::nullopt : std::optional(std::string(rest));
    }
    const std::string_view first = take_blank_word(rest);
    const bool iso = first.find('T') != first.npos && parse_date_time(first);
    if (!iso) {
        const std::string_view day = take_blank_word(rest), clock = take_blank_word(rest);
        if (first.size() != 3 || !is_digits(day) || !is_clock(clock)) return std::nullopt;
    }
    const std::size_t colon = rest.find(": ");  // after the program, which the host may stand before
    if (colon == rest.npos ||
        std::count(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(colon), ' ') > 1)
        return std::nullopt;
    return std::string(rest.substr(colon + 2));
}

std::optional<std::string> inside_compose(std::string_view line)
{
    const std::size_t bar = line.find(" | ");
    if (bar == line.npos || bar == 0 || trimmed(line.substr(0, bar)).find(' ') != line.npos)
        return std::nullopt;
    const std::string_view service = trimmed(line.substr(0, bar));
    if (service.find_first_of("\"{[,;") != service.npos || is_digits(service.substr(0, 1)))
        return std::nullopt;
    return std::string(line.substr(bar + 3));
}

using Inside = std::optional<std::string> (*)(std::string_view line);
struct Wrapper {
    std::string_view name;
    Inside inside;
};
constexpr std::array<Wrapper, 5> wrappers{{{"", nullptr},
                                           {"docker", inside_docker},
                                           {"containerd", inside_containerd},
                                           {"syslog", inside_syslog},
                                           {"compose", inside_compose}}};

}  // namespace

Wrapping wrapping_of(LogSample sample)
{
    for (std::size_t w = 1; w < wrappers.size(); ++w) {
        std::size_t lines = 0, wrapped = 0;
        for (const std::string& line : sample) {
            if (line.empty()) continue;
            ++lines;
            wrapped += wrappers[w].inside(line).has_value();
        }
        if (wrapped > 0 && 2 * wrapped > lines) return static_cast<Wrapping>(w);
    }
    return Wrapping::none;
}

std::string_view Unwrap::operator()(std::string_view line)
{
    if (wrapping_ == Wrapping::none) return line;
    auto inside = wrappers[static_cast<std::size_t>(wrapping_)].inside(line);
    if (!inside) return line;
    inside_ = std::move(*inside);
    return inside_;
}

std::string_view name_of(Wrapping wrapping)
{
    return wrappers[static_cast<std::size_t>(wrapping)].name;
}

}  // namespace stampede
