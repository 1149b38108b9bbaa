#include "core/analysis/marked_text.h"

#include "core/analysis/phrases.h"
#include "core/analysis/reading.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace stampede {

namespace {

// begin · tone · [number · number_end] · text · end
constexpr char begin_mark = '\x01', end_mark = '\x02', number_end = '\x03';
constexpr char first_tone = 'A';
constexpr auto tones = static_cast<std::size_t>(Tone::cause) + 1;

/// A key's name comes from the user's log and may hold anything.
std::string without_marks(std::string_view text)
{
    std::string out;
    for (char c : text)
        if (c != begin_mark && c != end_mark && c != number_end) out += c;
    return out;
}

void add(std::vector<Piece>& list, std::string_view text, Tone tone, CallId call)
{
    std::string words = without_marks(text);
    if (words.empty()) return;
    if (!list.empty() && list.back().tone == tone && list.back().call == call)
        list.back().text += words;
    else
        list.push_back({std::move(words), tone, call});
}

/// Takes "<hex>\x03" off the front of `text`.
CallId take_call(std::string_view& text)
{
    std::uint32_t raw = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), raw, 16);
    if (error != std::errc{} || end == text.data() + text.size() || *end != number_end) return {};
    text.remove_prefix(static_cast<std::size_t>(end - text.data()) + 1);
    return CallId::from_raw(raw);
}

void add_marked(std::vector<Piece>& list, std::string_view content)
{
    if (content.empty()) return;
    const auto index = static_cast<std::size_t>(static_cast<unsigned char>(content[0]) - first_tone);
    const Tone tone = index < tones ? static_cast<Tone>(index) : Tone::plain;
    content.remove_prefix(1);
    const CallId call = tone == Tone::call ? take_call(content) : CallId();
    add(list, content, tone == Tone::call && call.is_nobody() ? Tone::plain : tone, call);
}

std::string link(CallId call, const std::string& words)
{
    if (call.is_nobody()) return words;
    return fmt::format("{}{}{:x}{}{}{}", begin_mark,
                       static_cast<char>(first_tone + static_cast<int>(Tone::call)), call.raw(), number_end,
                       words, end_mark);
}

}  // namespace

std::string marked(Tone tone, std::string_view text)
{
    return fmt::format("{}{}{}{}", begin_mark, static_cast<char>(first_tone + static_cast<int>(tone)),
                       without_marks(text), end_mark);
}

std::string named(CallId call)
{
    return link(call, told_other(phrase(call)));
}

std::string named_first(CallId call)
{
    std::string words = phrase(call);
    words.front() = static_cast<char>(words.front() - 'a' + 'A');
    return link(call, told_other(words));
}

std::string with_capital(std::string text)
{
    std::size_t first = text.size() > 2 && text[0] == begin_mark ? 2 : 0;
    if (first == 2 && text[1] == static_cast<char>(first_tone + static_cast<int>(Tone::call)))
        first = std::min(text.find(number_end), text.size() - 1) + 1;
    if (first < text.size() && text[first] >= 'a' && text[first] <= 'z')
        text[first] = static_cast<char>(text[first] - 'a' + 'A');
    return text;
}

std::vector<Piece> pieces(std::string_view text)
{
    std::vector<Piece> list;
    while (!text.empty()) {
        const std::size_t begin = text.find(begin_mark);
        add(list, text.substr(0, begin), Tone::plain, {});
        if (begin == text.npos) break;
        const std::size_t end = text.find(end_mark, begin);
        add_marked(list, text.substr(begin + 1, end == text.npos ? text.npos : end - begin - 1));
        text.remove_prefix(end == text.npos ? text.size() : end + 1);
    }
    return list;
}

std::string unmarked(std::string_view text)
{
    std::string words;
    for (const Piece& p : pieces(text)) words += p.text;
    return words;
}

}  // namespace stampede
