#include "core/runtime/suggest.h"

#include "core/runtime/say.h"
#include "core/runtime/secrets.h"

#include <algorithm>
#include <vector>

namespace stampede {

namespace {

/// How many letters have to be changed, added, dropped or swapped with their neighbour.
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> before(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) above[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] != b[j - 1])});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before[j - 2] + 1);
        }
        std::swap(before, above);
        std::swap(above, row);
    }
    return above[b.size()];
}

}  // namespace

std::string_view nearest(std::string_view text, std::span<const std::string_view> known)
{
    constexpr std::size_t longest_word = 64;
    if (text.empty() || text.size() > longest_word) return {};
    std::string_view best;
    std::size_t least = text.size();
    for (std::string_view word : known) {
        const std::size_t d = distance(text, word);
        if (d < least && 3 * d <= std::max(text.size(), word.size())) {
            best = word;
            least = d;
        }
    }
    return best;
}

std::string listed(std::span<const std::string_view> words, std::string_view before_last)
{
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0) text += i + 1 == words.size() ? ' ' + std::string(before_last) + ' ' : ", ";
        text += words[i];
    }
    return text;
}

std::string in_quotes(std::string_view given)
{
    // What has blanks is prose, or a line of a log.
    const std::string text = given.find(' ') == given.npos ? without_password(given) : std::string(given);
    constexpr std::size_t longest = 80;
    std::string out = "\"";
    for (char c : std::string_view(text).substr(0, longest))
        out += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? '?' : c;
    if (text.size() > longest) {
        while (out.size() > 1 && (static_cast<unsigned char>(out.back()) & 0xc0) == 0x80)
            out.pop_back();  // a cut character
        if (static_cast<unsigned char>(out.back()) >= 0xc0) out.pop_back();
        out += "…";
    }
    return out + '"';
}

std::string unknown_word(std::string_view text, std::span<const std::string_view> known)
{
    const std::string_view near = nearest(text, known);
    std::string sentence = say("{} is not known", in_quotes(text));
    if (!near.empty()) sentence += say(" (did you mean \"{}\"?)", near);
    return say("{}; one of {}", sentence, listed(known));
}

}  // namespace stampede
