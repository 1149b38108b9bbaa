// The words of the three answers, as files, menus and the command line have them.
#include "core/runtime/duration_text.h"
#include "core/runtime/input_error.h"
#include "core/runtime/say.h"
#include "core/runtime/suggest.h"
#include "core/strategy/catalogue.h"

#include <array>
#include <charconv>

namespace stampede {

namespace {

constexpr std::array<std::string_view, 5> when_words{"expiry", "power", "xfetch", "uniform", "schedule"};
constexpr std::array<std::string_view, 5> who_words{"everyone", "one-per-instance", "one-per-cluster",
                                                    "instance-then-cluster", "lease"};
constexpr std::array<std::string_view, 4> meanwhile_words{"serve-old", "share", "wait", "fail"};
template <std::size_t N>
std::size_t index_of(std::string_view word, const std::array<std::string_view, N>& words)
{
    for (std::size_t i = 0; i < N; ++i)
        if (words[i] == word) return i;
    throw InputError(unknown_word(word, words));
}

std::string_view trimmed(std::string_view s)
{
    const std::size_t first = s.find_first_not_of(' ');
    if (first == s.npos) return {};
    return s.substr(first, s.find_last_not_of(' ') - first + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    for (std::size_t at = 0;;) {
        const std::size_t end = text.find(separator, at);
        parts.push_back(trimmed(text.substr(at, end == text.npos ? end : end - at)));
        if (end == text.npos) return parts;
        at = end + 1;
    }
}

/// The name of the parameter of a kind, "" when it has none.
std::string_view parameter_of(When::Kind kind)
{
    switch (kind) {
    case When::Kind::expiry: return "";
    case When::Kind::power:
    case When::Kind::xfetch: return "beta";
    case When::Kind::uniform: return "window";
    case When::Kind::schedule: return "buffer";
    }
    return "";
}

double parse_beta(std::string_view text)
{
    double beta = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), beta);
    if (error != std::errc{} || end != text.data() + text.size())
        throw InputError(say("beta={} is not a number; write something like beta=1.5", text.substr(0, 40)));
    if (!(beta >= least_beta && beta <= greatest_beta))
        throw InputError(say("beta={} is out of range; 0.001 to 1000", text.substr(0, 40)));
    return beta;
}

Duration parse_span(std::string_view text)
{
    const Duration d = parse_duration(text);
    if (d < 1ms) throw InputError(say("{} is too short; at least 1ms", in_quotes(text)));
    return d;
}

When parse_when_part(std::string_view text)
{
    const std::size_t colon = text.find(':');
    When w = default_when(static_cast<When::Kind>(index_of(text.substr(0, colon), when_words)));
    if (colon == text.npos) return w;

    const std::string_view parameter = parameter_of(w.kind);
    const std::string_view given = text.substr(colon + 1);
    const std::size_t equals = given.find('=');
    if (parameter.empty())
        throw InputError(say("{} has a parameter, but \"expiry\" takes none", in_quotes(text)));
    if (equals == given.npos || given.substr(0, equals) != parameter)
        throw InputError(
            say("{} needs \"{}=…\" after the colon, as in \"{}\"", in_quotes(text), parameter, to_text({w})));
    if (parameter == "beta")
        w.beta = parse_beta(given.substr(equals + 1));
    else
        w.span = parse_span(given.substr(equals + 1));
    return w;
}

std::string shortest(double number)
{
    char buffer[32];
    return std::string(buffer, std::to_chars(buffer, buffer + sizeof buffer, number).ptr);
}

}  // namespace

When default_when(When::Kind kind)
{
    When w;
    w.kind = kind;
    if (kind == When::Kind::power) w.beta = 2;
    if (kind == When::Kind::schedule) w.span = 15s;
    return w;
}

std::string to_text(const std::vector<When>& when)
{
    std::string text;
    for (const When& w : when) {
        if (!text.empty()) text += '+';
        text += when_words[static_cast<std::size_t>(w.kind)];
        if (w.kind == When::Kind::expiry) continue;
        text += ':' + std::string(parameter_of(w.kind)) + '=';
        text += w.has_beta() ? shortest(w.beta) : to_text(w.span);
    }
    return text;
}

std::string to_text(Who who)
{
    return std::string(who_words[static_cast<std::size_t>(who)]);
}

std::string to_text(const std::vector<Meanwhile>& meanwhile)
{
    if (meanwhile.empty()) return "none";
    std::string text;
    for (Meanwhile m : meanwhile) {
        if (!text.empty()) text += ',';
        text += meanwhile_words[static_cast<std::size_t>(m)];
    }
    return text;
}

std::vector<When> parse_when(std::string_view text)
{
    const auto parts = split(text, '+');
    if (parts.size() > 2)
        throw InputError(say("{} joins more than two; at most two with \"+\"", in_quotes(text)));
    std::vector<When> when;
    for (std::string_view part : parts) when.push_back(parse_when_part(part));
    if (when.size() == 2 && when[0].kind == when[1].kind)
        throw InputError(say("{} joins the same one twice; two different ones, or one", in_quotes(text)));
    return when;
}

Who parse_who(std::string_view text)
{
    return static_cast<Who>(index_of(trimmed(text), who_words));
}

std::vector<Meanwhile> parse_meanwhile(std::string_view text)
{
    if (trimmed(text).empty() || trimmed(text) == "none") return {};
    std::vector<Meanwhile> meanwhile;
    for (std::string_view part : split(text, ',')) {
        const Meanwhile m = static_cast<Meanwhile>(index_of(part, meanwhile_words));
        for (Meanwhile earlier : meanwhile)
            if (earlier == m)
                throw InputError(say("{} names {} twice; each at most once", in_quotes(text), part));
        meanwhile.push_back(m);
    }
    return meanwhile;
}

}  // namespace stampede
