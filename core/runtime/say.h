#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <string_view>

/// Sentences for people, below Qt. Each is written in English where it is said, which is also its key in the
/// catalogue; a program that has translations installs a translator (the window: its own, so that there is
/// one catalogue). `tr()` is the like of it in the window. tools/check-sentences finds a sentence that goes
/// another way.
namespace stampede {

/// What stands for `english` in the language at hand. `many` is null for a sentence without a count; else
/// `english` is the form for one, `many` the English form for all other numbers, and the answer the form for
/// `number`. The texts that go in live as long as the program; so must those that come out.
using Translator = std::string_view (*)(const char* english, const char* many, std::uint64_t number);

/// Takes effect for all that is said from now on; null: English. REQUIRES: nothing is being said by another
/// thread.
void install_translator(Translator translator);

/// What to fill in; for `say`, and for those who count things in words.
std::string_view translated(std::string_view english);
std::string_view translated(std::string_view one, std::string_view many, std::uint64_t number);

/// A sentence, as it is: braces mean nothing in it.
inline std::string say(const char* english)
{
    return std::string(translated(english));
}

/// A sentence with its values filled in as fmt does it; a translation may put them in another order ({1}
/// before {0}).
template <typename Value, typename... Values>
std::string say(fmt::format_string<Value, Values...> english, Value&& value, Values&&... values)
{
    const fmt::string_view text = english;
    return fmt::vformat(translated({text.data(), text.size()}), fmt::make_format_args(value, values...));
}

/// A sentence about a number of things, in the form for it: of one, of many, or what else the language has.
template <typename... Values>
std::string say_number(std::uint64_t number, fmt::format_string<Values...> one,
                       fmt::format_string<Values...> many, Values&&... values)
{
    const fmt::string_view first = one, other = many;
    return fmt::vformat(translated({first.data(), first.size()}, {other.data(), other.size()}, number),
                        fmt::make_format_args(values...));
}

/// Marks a sentence that is kept in a table and said later, with `say_marked`.
constexpr const char* to_say(const char* english)
{
    return english;
}

/// Says what `to_say` marked.
inline std::string say_marked(std::string_view english)
{
    return std::string(translated(english));
}

}  // namespace stampede
