#pragma once

#include <QString>

#include "core/strategy/catalogue.h"

namespace stampede::ui {

/// What a named strategy is called: "Locking", and what it is, in one or two sentences.
QString nameText(const NamedStrategy& strategy);
QString aboutText(const NamedStrategy& strategy);
/// The answers in words for people: "by chance, early", "one per cluster", "serve old, wait".
QString whenText(const std::vector<When>& when);
QString whoText(Who who);
QString meanwhileText(const std::vector<Meanwhile>& meanwhile);

}  // namespace stampede::ui
