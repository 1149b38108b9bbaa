#pragma once

#include "core/analysis/figures.h"
#include "core/analysis/why.h"

#include <optional>
#include <string>

namespace stampede {

/// How a run stands at an instant. Where several hold, the one that is told is the first of them here.
enum class Situation : std::uint8_t {
    silence,        ///< nobody has asked yet
    holder_dead,    ///< whoever holds the lock was killed: nobody gives it back
    database_down,  ///< the database cannot be reached, or breakers are open
    redis_down,     ///< nobody can look, or ask for the lock
    lock_lost,      ///< a holder's lock is over, and it does not know
    herd,           ///< several load one value at once, and nothing keeps them from it
    one_loads,      ///< some load, and the others wait for them
    refreshed,      ///< the old value is served while a new one is loaded
    found_late,     ///< the value is there, and those who wait have not looked yet
    nobody_loads,   ///< some wait, or one holds the lock, and nobody loads
    over,           ///< all requests have ended
    served,         ///< the cache answers
    empty,          ///< the entry is gone, and nobody loads it
};
inline constexpr std::size_t situations = 13;

/// What holds at an instant, in one sentence.
struct Moment {
    Situation situation = Situation::silence;
    std::string text;  ///< a marked text; the words in Tone::cause lead to `cause`
    /// What brought it about: an instant to look at, and whose doing it was, or nobody.
    struct Cause {
        Instant at{};
        CallId call;
    };
    std::optional<Cause> cause;
};

/// Of the key that is waited for most, or of all keys together. Some microseconds, and a look at each marker
/// of the run. REQUIRES: the figures are those of the recording.
Moment moment_at(const Evidence& evidence, const Figures& figures, Instant t);

}  // namespace stampede
