#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stampede {

// What the readers of log lines are made of: words, quotes and keys.

constexpr std::size_t longest_key = 2048;

/// A key that can be shown and written anywhere: bytes that are no UTF-8 become "?". Nothing if it is
/// empty, longer than longest_key or has control characters.
std::optional<std::string> key_of(std::string_view text);

/// Without blanks and tabs at both ends.
std::string_view trimmed(std::string_view text);
/// ASCII letters in lower case.
std::string lower(std::string_view text);
/// Whether both are the same but for the case of ASCII letters.
bool same_letters(std::string_view a, std::string_view b);
/// All of it is one or more digits.
bool is_digits(std::string_view text);
/// Digits alone, as a number; nothing when it is something else or does not fit.
std::optional<std::uint64_t> whole_number(std::string_view text);

/// The text up to the quote that ends it, `\"` not being one; nothing if none does.
std::optional<std::string_view> up_to_quote(std::string_view text);

/// One word of a line.
struct LineWord {
    std::string_view text;  ///< without what encloses it
    char enclosed = 0;      ///< '"' or '[' if it stood in quotes or brackets
};
/// A line's words, separated by blanks or tabs. "…" and […] are one word each, whatever stands in them; one
/// that is not closed goes to the end.
std::vector<LineWord> words_of(std::string_view line);

/// The columns of a line. A column in quotes may hold the separator, and a quote written twice; blanks
/// around columns do not count. Nothing when quotes are not closed or something follows them.
std::optional<std::vector<std::string>> columns_of(std::string_view line, char separator);

}  // namespace stampede
