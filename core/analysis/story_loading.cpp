// What a call went through: load, breaker, store and lock.
#include "core/analysis/story_teller.h"

#include "core/analysis/causality.h"
#include "core/runtime/say.h"

namespace stampede {

std::string StoryTeller::of_load(const Event& e) const
{
    switch (e.what()) {
    case EventKind::load_began: return say("begins to {}", marked(Tone::load, say("load")));
    case EventKind::batch_sent:
        return say("sends one query for {}",
                   told("batch.keys", e.aux(), until(e.at), counted(e.aux(), "key", "keys")));
    case EventKind::query_queued:
        return say("its query {} of the database", marked(Tone::waiting, say("waits for a connection")));
    case EventKind::query_started: return queued_ ? say("its query runs") : "";
    case EventKind::query_timed_out: return say("stops waiting for its query, which runs on");
    case EventKind::query_failed: return say("its query {}", marked(Tone::failed, say("fails")));
    case EventKind::load_ended:
        return say("has the row, version {}", told_number("call.row", e.aux(), until(e.at)));
    case EventKind::load_failed: return say("its load has {}", marked(Tone::failed, say("failed")));
    case EventKind::load_found_nothing: return say("learns that the database has no such row");
    case EventKind::fail_safe_used:
        return say("takes the {}, since the load failed", marked(Tone::stale, say("old value")));
    default: return {};
    }
}

std::string StoryTeller::of_breaker(const Event& e) const
{
    switch (e.what()) {
    case EventKind::breaker_opened:
        return say("the breaker of its instance {}", marked(Tone::failed, say("opens")));
    case EventKind::breaker_refused: return say("the breaker lets no query through");
    case EventKind::breaker_probed: return say("the breaker is half open, and lets this one query try");
    case EventKind::breaker_closed: return say("the breaker closes again");
    default: return {};
    }
}

/// How long ago the key was deleted while it was loaded; empty: it was not.
std::string StoryTeller::deleted_ago(std::size_t index) const
{
    const auto deleted = deleted_meanwhile(r_, index);
    const Instant now = r_.events[index].at;
    return deleted ? told_time("entry.deleted", now - r_.events[*deleted].at, until(now)) : "";
}

/// The race that a delete runs with whoever loads.
std::string StoryTeller::of_delete(std::size_t index) const
{
    const std::string ago = deleted_ago(index);
    return ago.empty() ? ""
                       : say(": {}, and what it loaded is from before",
                             marked(Tone::failed, say("the key was deleted {} ago", ago)));
}

std::string StoryTeller::of_lateness(std::size_t index) const
{
    const std::string ago = deleted_ago(index);
    return ago.empty() ? say("a later token has written")
                       : say("the key was deleted {} ago, and with it the lease was void", ago);
}

std::string StoryTeller::of_store(std::size_t index, const Detail* d) const
{
    const Event& e = r_.events[index];
    switch (e.what()) {
    case EventKind::stored: {
        const std::string set = o_.fencing && s_.strategy.who != Who::everyone ? code("EVAL fill " + key_)
                                                                               : code("SET " + key_ + " PX");
        if (!d) return set + " → " + marked(Tone::hit, say("stored")) + of_delete(index);
        const auto entry = StoredEntry::of(*d);
        return say("{} → {}, version {}, fresh for {}{}", set, marked(Tone::hit, say("stored")),
                   told_number("call.version", entry.version, until(e.at)),
                   told_time("call.fresh_for", entry.fresh_until - e.at, until(e.at)), of_delete(index));
    }
    case EventKind::fill_refused:
        return say("{} → {}: {}", code("EVAL fill " + key_), marked(Tone::failed, say("refused")),
                   of_lateness(index));
    default: return {};
    }
}

std::string StoryTeller::of_lock(std::size_t index, const Detail* d) const
{
    const Event& e = r_.events[index];
    switch (e.what()) {
    case EventKind::lock_taken: {
        const std::string token = d ? say(", token {}", told_other(grouped(TakenLock::of(*d).token))) : "";
        if (s_.strategy.who == Who::lease)
            return say("{} with its look{}", marked(Tone::lock, say("gets the lease")), token);
        return set_lock() + " → " + marked(Tone::lock, say("taken")) + token;
    }
    case EventKind::lock_released:
        return say("gives the {} back ({})", say(s_.strategy.who == Who::lease ? "lease" : "lock"),
                   code("compare-and-delete " + lock_));
    case EventKind::release_lost:
        return say("finds the lock {} when it gives it back ({})", marked(Tone::failed, say("lost")),
                   code("compare-and-delete " + lock_));
    case EventKind::lock_deleted:
        return say("{}, whoever has it ({})", marked(Tone::failed, say("deletes the lock")),
                   code("DEL " + lock_));
    default: return {};
    }
}

}  // namespace stampede
