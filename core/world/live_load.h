#pragma once

#include "core/store/redis_address.h"
#include "core/world/logs.h"

namespace stampede {

/// About how many commands a scenario sends to its store in its busiest second: a look for each request, and
/// what those who wait by polling send meanwhile. For judging whether a server that belongs to somebody else
/// may be asked that much.
double commands_in_busiest_second(const Scenario& s, const Logs& logs);
/// The same, with what storing the entries to start with takes: what an address must allow.
double commands_asked(const Scenario& s, const Logs& logs);
/// Throws InputError when the scenario asks for more than the address allows.
void check_load(const Scenario& s, const Logs& logs, const RedisAddress& a);

}  // namespace stampede
