#pragma once

#include "ui/session/views/context.h"

#include <functional>

namespace stampede::ui {

class LearnPage;

/// Ways to everything in Learn, and back. `page` makes the page when it is first needed.
void addLearnCommands(const Context& context, const std::function<LearnPage*()>& page);

}  // namespace stampede::ui
