#pragma once

#include "core/recording/events.h"

namespace stampede {

// What several readers of events ask for. A recording may come from a file that holds anything.

/// What a look rolled; nothing: the schedule decided, or it was no roll.
inline std::optional<RollNumbers> roll_of(const Detail* d)
{
    if (!d) return {};
    const auto numbers = RollNumbers::of(*d);
    return numbers.u && *numbers.u >= 0 ? std::optional(numbers) : std::nullopt;
}

/// The generation of the entry that a look found; 0: `kind` is no such look.
inline std::uint32_t generation_found(EventKind kind, const Detail& d)
{
    if (kind == EventKind::found_stale) return StaleEntry::of(d).generation;
    return kind == EventKind::hit || kind == EventKind::due_early ? RollNumbers::of(d).generation : 0;
}

/// The version of a row as the end of a request carries it, in fewer bits: Event::aux.
inline std::uint32_t version_in_answers(const StoredEntry& entry)
{
    return entry.version & 0xffffff;
}

}  // namespace stampede
