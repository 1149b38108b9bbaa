#pragma once

#include <QString>

namespace stampede::ui {

/// What went wrong with a run.
struct Trouble {
    enum class Kind { none, input, unreachable, internal } kind = Kind::none;
    QString sentence;
};

}  // namespace stampede::ui
