#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace stampede {

// Whatever a person meant as the address of a server may hold a password, in the right place or in a wrong
// one, and a message that repeats it would show it to whoever reads over a shoulder or in a log.

/// Whether a word may be an address, well-formed or not: "redis://:crow@host", "redis//:crow@host",
/// ":crow@host", "crow@host", "HTTP://host?password=crow". A path with an @ in one of its names is none.
bool may_hold_password(std::string_view word);

/// What may be shown of such a word: "http://…", else "…". Other words as they are.
std::string without_password(std::string_view word);

/// The arguments of a program, so that messages about them, whoever words them, can be cleaned.
class Arguments {
public:
    Arguments(int count, const char* const* words);

    /// `sentence` without what may be passwords in the arguments.
    std::string cleaned(std::string sentence) const;

private:
    std::vector<std::string> hidden_;  ///< whole words first, then what stands in them before the host
};

}  // namespace stampede
