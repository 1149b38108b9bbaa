#pragma once

#include <type_traits>

namespace stampede::ui {

/// The value, at least `low` and at most `high`. Where there is no room between them it is `low`, which
/// std::clamp leaves undefined: windows can be made very small, and lists empty.
template <class T>
constexpr T keptWithin(T value, std::type_identity_t<T> low, std::type_identity_t<T> high)
{
    if (high < value) value = high;
    return value < low ? low : value;
}

}  // namespace stampede::ui
