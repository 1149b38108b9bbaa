#include "core/runtime/secrets.h"

#include <algorithm>
#include <cctype>
#include <regex>

namespace stampede {

namespace {

bool is_letter(char c)
{
    return std::isalpha(static_cast<unsigned char>(c)) != 0;
}

/// "redis://" of "redis://host"; empty if there is none.
std::string_view scheme_of(std::string_view word)
{
    constexpr std::size_t longest = 12;
    const auto end = word.find("://");
    if (end == word.npos || end == 0 || end > longest) return {};
    const std::string_view name = word.substr(0, end);
    return std::all_of(name.begin(), name.end(), is_letter) ? word.substr(0, end + 3) : std::string_view();
}

/// The scheme may be there in part: "redis//", "redis:/", "rediss:".
bool begins_like_a_scheme(std::string_view word)
{
    constexpr std::string_view redis = "redis";
    if (word.size() <= redis.size()) return false;
    for (std::size_t i = 0; i < redis.size(); ++i)
        if (std::tolower(static_cast<unsigned char>(word[i])) != redis[i]) return false;
    word.remove_prefix(redis.size());
    if (word.starts_with('s') || word.starts_with('S')) word.remove_prefix(1);
    return word.starts_with(':') || word.starts_with("//");
}

/// "redis://host:6379/0": a known scheme, a host, perhaps a port and a number, and no place for a password.
bool names_only_a_server(std::string_view word)
{
    static const std::regex plain(
        R"((redis|rediss|http|https)://([A-Za-z0-9.-]+|\[[0-9a-f:]+\])(:\d*)?(/\d*)?)", std::regex::icase);
    return std::regex_match(word.begin(), word.end(), plain);
}

void replace_all(std::string& text, std::string_view what, std::string_view by)
{
    for (auto at = text.find(what); at != text.npos; at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
}

}  // namespace

bool may_hold_password(std::string_view word)
{
    if (names_only_a_server(word)) return false;
    if (word.find("://") != word.npos || begins_like_a_scheme(word) || word.starts_with(':')) return true;
    const auto at = word.rfind('@');
    if (at == word.npos) return false;
    const std::string_view before = word.substr(0, at);
    return before.find('/') == before.npos || before.find(':') != before.npos ||
           before.find("//") != before.npos;
}

std::string without_password(std::string_view word)
{
    if (!may_hold_password(word)) return std::string(word);
    return std::string(scheme_of(word)) + "…";
}

Arguments::Arguments(int count, const char* const* words)
{
    for (int i = 1; i < count; ++i) {
        std::string_view word = words[i];
        // The value of --world=VALUE, and of NAME=VALUE after --set.
        for (auto equals = word.find('='); !may_hold_password(word) && equals != word.npos;
             equals = word.find('=')) {
            word.remove_prefix(equals + 1);
        }
        if (word.starts_with("--")) word.remove_prefix(std::min(word.size(), word.find('=') + 1));
        if (may_hold_password(word)) hidden_.emplace_back(word);
    }
    // Longer ones first: one may stand in another.
    std::sort(hidden_.begin(), hidden_.end(),
              [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
}

std::string Arguments::cleaned(std::string sentence) const
{
    for (const std::string& word : hidden_) replace_all(sentence, word, without_password(word));
    return sentence;
}

}  // namespace stampede
