#pragma once

#include <string>
#include <string_view>

namespace stampede {

/// A text as one cell of comma-separated values (RFC 4180): in quotes where it needs them. Texts that a
/// spreadsheet would take for a formula (= + - @ in front) get an apostrophe and quotes; numbers are not for
/// this function.
std::string csv_cell(std::string_view text);

}  // namespace stampede
