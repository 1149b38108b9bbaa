#pragma once

#include <string>
#include <string_view>

namespace stampede {

/// SHA-1 (RFC 3174) in lower-case hexadecimal: the name by which Redis knows a script. Not for security.
std::string sha1_hex(std::string_view text);

}  // namespace stampede
