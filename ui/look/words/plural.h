#pragma once

#include <QString>

namespace stampede::ui {

/// A sentence about `n` things, in the form for that number: `one`, or `many` in English; other languages may
/// have more forms. Both are keys of the catalogue. The number is not filled in: %1 stands for it where it is
/// to be read.
QString plural(std::uint64_t n, const char* one, const char* many);

}  // namespace stampede::ui
