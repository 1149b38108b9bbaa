#pragma once

#include "core/analysis/phrases.h"
#include "core/analysis/reading.h"

namespace stampede {

// Numbers of sentences as phrases.h writes them, each told as the quantity it is (quantity.h) and of where.

inline std::string told_time(std::string_view quantity, Duration length, const Where& where)
{
    return told(quantity, milliseconds(length), where, rounded(length));
}
inline std::string told_number(std::string_view quantity, std::int64_t n, const Where& where)
{
    return told(quantity, static_cast<double>(n), where, grouped(n));
}
/// A length of time that is set, not measured.
inline std::string told_setting(Duration length)
{
    return told_other(rounded(length));
}

}  // namespace stampede
