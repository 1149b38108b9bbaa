#pragma once

#include <QString>

#include "core/runtime/input_error.h"

namespace stampede {

/// The sentence with which what is done is refused, or "accepted".
template <class Act>
QString refusal(Act act)
{
    try {
        act();
    } catch (const InputError& e) {
        return QString::fromUtf8(e.what());
    }
    return QStringLiteral("accepted");
}

}  // namespace stampede
