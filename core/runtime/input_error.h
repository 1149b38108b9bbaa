#pragma once

#include <stdexcept>
#include <string>

namespace stampede {

/// Unusable input of a person: a file, an option, a field. what() is one sentence: where, what, what would be
/// right, such as `traffic[0].within: "3 parsecs" has no known unit; write a duration such as "3ms" (ns us ms
/// s min h)`.
class InputError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

}  // namespace stampede
