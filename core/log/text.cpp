#include "core/log/text.h"

#include <algorithm>
#include <charconv>

namespace stampede {

namespace {

constexpr std::string_view blanks = " \t";

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

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Takes the word at the front of `rest`, which is no blank.
LineWord take_word(std::string_view& rest)
{
    const char open = rest[0];
    const std::string_view inside = rest.substr(1);
    std::optional<std::size_t> length;
    if (open == '"') length = up_to_quote(inside).value_or(inside).size();
    if (open == '[') {
        const std::size_t end = std::min(inside.find(']'), inside.size());
        const std::string_view after = inside.substr(std::min(end + 1, inside.size()));
        if (after.empty() || blanks.find(after[0]) != blanks.npos) length = end;  // else "[2001:db8::1]:80"
    }
    if (length) {
        rest.remove_prefix(std::min(*length + 2, rest.size()));
        return {inside.substr(0, *length), open};
    }
    const std::size_t end = std::min(rest.find_first_of(blanks), rest.size());
    const LineWord word{rest.substr(0, end), 0};
    rest.remove_prefix(end);
    return word;
}

/// Takes the column in quotes at the front of `rest`; false if they are not closed.
bool take_quoted(std::string_view& rest, std::string& column)
{
    for (std::size_t i = 1; i < rest.size(); ++i) {
        if (rest[i] == '"' && (i + 1 == rest.size() || rest[i + 1] != '"')) {
            rest.remove_prefix(i + 1);
            return true;
        }
        if (rest[i] == '"') ++i;
        column += rest[i];
    }
    return false;
}

}  // namespace

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

std::string_view trimmed(std::string_view text)
{
    text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
    return text.substr(0, text.find_last_not_of(blanks) + 1);
}

std::string lower(std::string_view text)
{
    std::string result(text);
    for (char& c : result) c = lower(c);
    return result;
}

bool same_letters(std::string_view a, std::string_view b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return lower(x) == lower(y); });
}

bool is_digits(std::string_view text)
{
    return !text.empty() && text.find_first_not_of("0123456789") == text.npos;
}

std::optional<std::uint64_t> whole_number(std::string_view text)
{
    std::uint64_t n = 0;
    if (!is_digits(text)) return std::nullopt;  // a sign is none
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
    return error == std::errc{} ? std::optional(n) : std::nullopt;
}

std::optional<std::string_view> up_to_quote(std::string_view text)
{
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '"') return text.substr(0, i);
        if (text[i] == '\\') ++i;
    }
    return std::nullopt;
}

std::vector<LineWord> words_of(std::string_view line)
{
    std::vector<LineWord> words;
    for (;;) {
        line.remove_prefix(std::min(line.find_first_not_of(blanks), line.size()));
        if (line.empty()) return words;
        words.push_back(take_word(line));
    }
}

std::optional<std::vector<std::string>> columns_of(std::string_view line, char separator)
{
    const std::string_view around = separator == '\t' ? " " : blanks;
    std::vector<std::string> columns;
    for (;;) {
        line.remove_prefix(std::min(line.find_first_not_of(around), line.size()));
        std::string column;
        if (line.starts_with('"')) {
            if (!take_quoted(line, column)) return std::nullopt;
            line.remove_prefix(std::min(line.find_first_not_of(around), line.size()));
            if (!line.empty() && line[0] != separator) return std::nullopt;
        }
        const std::size_t end = std::min(line.find(separator), line.size());
        if (column.empty()) column = trimmed(line.substr(0, end));
        if (column.find('"') != column.npos && end > 0) return std::nullopt;
        columns.push_back(std::move(column));
        if (end == line.size()) return columns;
        line.remove_prefix(end + 1);
    }
}

}  // namespace stampede
