#pragma once

#include "core/world/logs.h"

namespace stampede {

/// About how many commands a scenario sends to its store in its busiest second: a look for each request, and
/// what those who wait by polling send meanwhile. For judging whether a server that belongs to somebody else
/// may be asked that much.
double commands_in_busiest_second(const Scenario& s, const Logs& logs);

}  // namespace stampede
