#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>

namespace stampede {

/// What a text may be at most before it is refused unread.
struct JsonLimits {
    std::size_t bytes = 1 << 20;
    std::size_t depth = 32;  ///< of lists and objects in each other
};

/// Reads JSON that comes from a person or from anywhere: comments (`//` and `/* */`) are allowed; a key
/// written twice, numbers that no double holds, what is nested too deep or too long are not. Throws
/// InputError with one sentence that names `source`, the path, the line and column.
nlohmann::json parse_strict_json(std::string_view text, std::string_view source, JsonLimits limits = {});

/// `SOURCE: PATH: sentence` as an InputError; parts that are empty are left out, a path that is too long is
/// cut.
[[noreturn]] void refuse_input(std::string_view source, std::string_view path, std::string_view sentence);

/// A value as a message shows it: "text" in quotes, numbers as they are, `a list`, `an object`.
std::string shown(const nlohmann::json& value);

}  // namespace stampede
