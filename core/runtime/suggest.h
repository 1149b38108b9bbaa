#pragma once

#include <span>
#include <string>
#include <string_view>

namespace stampede {

/// The known word that `text` was probably meant to be, or "" when none is near: at most a third of its
/// letters have to change. The first of equally near ones.
std::string_view nearest(std::string_view text, std::span<const std::string_view> known);

/// "a, b or c", or with another word before the last.
std::string listed(std::span<const std::string_view> words, std::string_view before_last = "or");

/// `"xfetsh" is not known (did you mean "xfetch"?); one of expiry, power or xfetch`. For InputError.
std::string unknown_word(std::string_view text, std::span<const std::string_view> known);

/// Text of a person for a message: in double quotes, control characters, what is too long and what may be a
/// password left out.
std::string in_quotes(std::string_view text);

}  // namespace stampede
