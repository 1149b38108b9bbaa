#pragma once

#include <QString>

#include "core/strategy/spec.h"

namespace stampede::ui {

/// The answers in words for people: "by chance, early", "one per cluster", "serve old, wait".
QString whenText(const std::vector<When>& when);
QString whoText(Who who);
QString meanwhileText(const std::vector<Meanwhile>& meanwhile);

}  // namespace stampede::ui
