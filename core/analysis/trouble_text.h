#pragma once

#include "core/recording/recording.h"

#include <string>

namespace stampede {

/// What the server did, as a sentence without its full stop: "the Redis server cannot be reached: Connection
/// refused, from 1.51 s to the end of the run at 4 s; it failed 1 203 commands". `end` is the run's.
std::string to_text(const ServerTrouble& trouble, Instant end);

/// Whether the server was there as far as the scenario left it there: no trouble but what it asked for.
bool server_was_there(const Recording& recording);

}  // namespace stampede
