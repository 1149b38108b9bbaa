#pragma once

#include <stdexcept>
#include <string>

namespace stampede {

/// The store cannot be reached, or is not to be used: one sentence that says which and why, without
/// passwords.
class StoreUnreachable : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

}  // namespace stampede
