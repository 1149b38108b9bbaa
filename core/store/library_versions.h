#pragma once

#include <string>

namespace stampede {

/// The libraries that the live world stands on, "1.1.0": hiredis as it was compiled against, libuv as it
/// runs.
std::string hiredis_version();
std::string libuv_version();

}  // namespace stampede
