#pragma once

#include "core/runtime/time.h"

#include <cstdint>
#include <string>

namespace stampede {

/// What a real server did instead of answering, in the run's time.
struct ServerTrouble {
    std::string what;         ///< "the Redis server cannot be reached: Connection refused"; no address in it
    Instant from{}, until{};  ///< until: all was well again, or the run was over
    std::uint64_t commands = 0;  ///< that it left without an answer, or refused
    bool asked_for = false;      ///< by a fault of the scenario, at that time
    friend bool operator==(const ServerTrouble&, const ServerTrouble&) = default;
};

/// What became of the commands that strategies sent to a real server. A wait for a lock is answered when it
/// begins.
struct CommandOutcomes {
    std::uint64_t answered = 0;
    std::uint64_t refused = 0;  ///< by an error: OOM, READONLY, …
    std::uint64_t unanswered =
        0;                     ///< the connection was lost first: whether they were carried out is unknown
    std::uint64_t unsent = 0;  ///< there was no connection; not among the commands of the recording
    friend bool operator==(const CommandOutcomes&, const CommandOutcomes&) = default;
};

}  // namespace stampede
