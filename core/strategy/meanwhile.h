#pragma once

#include "core/strategy/offer.h"
#include "core/strategy/spec.h"

#include <span>

namespace stampede {

/// What a call does that may not load.
enum class MeanwhileStep : std::uint8_t { serve_old, join, wait, fail };

/// The first preference that applies; when they run out, share if the load is on this instance, else wait.
inline MeanwhileStep next_step(std::span<const Meanwhile> preferences, Verdict verdict, bool old_usable)
{
    for (Meanwhile m : preferences) {
        if (m == Meanwhile::serve_old && old_usable) return MeanwhileStep::serve_old;
        if (m == Meanwhile::share && verdict == Verdict::theirs_here) return MeanwhileStep::join;
        if (m == Meanwhile::wait) return MeanwhileStep::wait;
        if (m == Meanwhile::fail) return MeanwhileStep::fail;
    }
    return verdict == Verdict::theirs_here ? MeanwhileStep::join : MeanwhileStep::wait;
}

}  // namespace stampede
