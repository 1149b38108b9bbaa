#pragma once

#include <string>

namespace stampede {

/// Hexadecimal digits that nobody else has drawn (from the kernel, four bits each), to tell apart what shares
/// a server.
/// REQUIRES: digits ≤ 64.
std::string unique_name(std::size_t digits);

}  // namespace stampede
