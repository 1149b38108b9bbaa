#pragma once

#include <cstdint>
#include <string>

namespace stampede {

/// What a figure of a lesson is measured in.
enum class Unit : std::uint8_t {
    none,  ///< a number of things, or a pure number
    milliseconds,
    percent,
    words,  ///< no number at all: "locking", "yes"
};

/// A figure, as it is compared and as it is read.
struct Figure {
    double value = 0;  ///< in its unit: 12.5 is 12.5 ms, or 12.5 %
    Unit unit = Unit::none;
    /// "1 000", "103 ms", "5 min", "93 %": three significant digits, spaces that do not break
    std::string text;
};

/// "1 000", "2.72", "103 ms", "1.2 s", "93 %". REQUIRES: unit is not words.
Figure figure(double value, Unit unit);

}  // namespace stampede
