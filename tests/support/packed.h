#pragma once

#include <string>

namespace stampede::test {

/// Packed as gzip and zstd write it.
std::string gzip(const std::string& text);
std::string zstd(const std::string& text);

}  // namespace stampede::test
