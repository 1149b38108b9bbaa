#pragma once

namespace stampede {

/// First thing in `main`: standard streams that are closed become ones that cannot be used, so that no file
/// that the program opens takes their place and gets what was meant for people. Broken pipes become errors of
/// writing, not signals.
void secure_standard_streams() noexcept;

}  // namespace stampede
