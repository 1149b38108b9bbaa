// Why a call loads, and what became of its load.
#include "core/analysis/now.h"
#include "core/analysis/why_words.h"
#include "core/runtime/say.h"

#include <fmt/format.h>

namespace stampede {

std::uint32_t WhyWords::loads_of_key() const
{
    return loads_now(v_.timeline, v_.recording, call_.key, now_);
}

std::string WhyWords::may_load() const
{
    if (call_.origin == Origin::warming) return say("It warms the cache: it loads whatever is there.");
    switch (s_.who) {
    case Who::everyone: return say("With this strategy everyone who finds the entry due loads it.");
    case Who::one_per_instance: return say("It loads for all of {}.", instance());
    case Who::one_per_cluster:
    case Who::instance_then_cluster: return say("It loads for the whole cluster, since it holds the lock.");
    case Who::lease: return say("It loads for the whole cluster, since it holds the lease.");
    }
    return {};
}

std::string WhyWords::load_begun() const
{
    std::string text = may_load();
    if (clustered() && call_.origin != Origin::warming) {
        const LockBand* band = v_.timeline.lock_at(call_.key, e_.at);
        if (!band || band->holder != e_.call)
            text = say("It loads without the lock: it waited as long as it may, or Redis does not answer.");
    }
    if (now_ > e_.at) text += say(" The database has been at it for {}.", told_since());
    const std::uint32_t loads = loads_of_key();
    if (loads > 1)
        text +=
            say(" {} of the same key run at once, and each brings the same row: {}.",
                marked(Tone::load,
                       told("loads.of_key", loads, now_of(call_.key), counted(loads, "load", "loads"))),
                s_.who == Who::everyone ? say("this is the stampede") : say("all but one are for nothing"));
    const std::uint32_t waiting = v_.timeline.waiting_at(call_.key, now_);
    if (waiting > 0)
        text += say(" {} for it.", told("waiting.value", waiting, now_of(call_.key),
                                        counted(waiting, "request waits", "requests wait")));
    return text;
}

std::string WhyWords::of_loading() const
{
    const DatabaseSpec& db = v_.scenario.database;
    switch (e_.what()) {
    case EventKind::load_began: return load_begun();
    case EventKind::batch_sent:
        return say("The window of {} has closed: one query goes for {}, and costs what one costs.",
                   told_setting(o_.collapse_window),
                   told("batch.keys", e_.aux(), now_of_call(), counted(e_.aux(), "key", "keys")));
    case EventKind::query_queued: {
        const std::uint32_t before = v_.timeline.queued_at(now_);
        return say(
            "All {} of the database are busy, so its query waits: {} in the queue. Each takes {} and more, "
            "and they come one after the other.",
            told_other(counted(db.pool, "connection", "connections")),
            told("waiting.connection", before, now_of(-1), counted(before, "query stands", "queries stand")),
            told_setting(db.query_time));
    }
    case EventKind::query_started:
        return say("A connection of the database is free, and its query runs. {}", load_begun());
    case EventKind::query_ended: return say("The database has answered its query.");
    case EventKind::query_failed: return say("The database refused its query, or broke it off.");
    case EventKind::query_timed_out:
        return say(
            "The query took longer than it may, so the caller stops waiting. The query itself runs on and "
            "keeps its connection.");
    case EventKind::load_ended:
        return s_.who == Who::everyone ? say("It has the row, and writes it into the cache: everyone who "
                                             "looks from then on finds it.")
                                       : say("It has the row. Those who share its load have it as well; now "
                                             "it is written into the cache, so that everyone finds it.");
    case EventKind::load_failed:
        return say("Its load came to nothing: an error, a time-out, or the breaker.{}",
                   o_.makes(Mistake::no_finally)
                       ? say(" And it keeps the lock, since nothing gives it back after an error.")
                   : o_.fail_safe ? say(" While an old value is kept, that answers.")
                                  : "");
    case EventKind::load_found_nothing:
        return o_.negative_ttl ? say("The database has no such row. That is remembered for {}, so that not "
                                     "every request asks again.",
                                     told_setting(*o_.negative_ttl))
                               : say("The database has no such row. That is not remembered, so every request "
                                     "asks again.");
    case EventKind::fail_safe_used:
        return say(
            "The load failed, and rather than fail as well it takes the old value. For a while it counts as "
            "fresh, so that not every hit tries again.");
    default: return {};
    }
}

std::string WhyWords::of_breaker() const
{
    const Breaker breaker = o_.breaker.value_or(Breaker{});
    switch (e_.what()) {
    case EventKind::breaker_opened:
        return say(
            "{} in a row have failed on {}: for {} it sends no query at all, and fails fast instead of "
            "waiting.",
            told_other(counted(breaker.failures, "load", "loads")), instance(),
            told_setting(breaker.open_for));
    case EventKind::breaker_refused:
        return say(
            "The breaker of {} is open, so no query is sent: it fails at once, and the database gets rest.",
            instance());
    case EventKind::breaker_probed:
        if (breaker.half_open)
            return say(
                "The breaker was open for {}. It lets this query try, and from now on {} of them, "
                "twice as many every {}, as long as none fails.",
                told_setting(breaker.open_for), told_other(percent(breaker.half_open->share)),
                told_setting(breaker.half_open->double_every));
        return say("The breaker was open for {}. It lets this one query try: if it succeeds, all may again.",
                   told_setting(breaker.open_for));
    case EventKind::breaker_closed:
        return breaker.half_open ? say("None of the growing share of queries that were let through has "
                                       "failed, so the breaker is closed: all may load again.")
                                 : say("The query that was let through to try has succeeded, so the breaker "
                                       "is closed: all may load again.");
    default: return {};
    }
}

std::string WhyWords::of_store() const
{
    switch (e_.what()) {
    case EventKind::stored:
        if (d_ && StoredEntry::of(*d_).fresh_until <= e_.at)
            return say(
                "Its value is in the cache, version {}, but was out of date when it arrived: the clock of "
                "{}, or the way to Redis, took its ttl.",
                told_version(), instance());
        return say("Its value is in the cache since {}: version {}{}. Whoever looks now finds it.",
                   told_since(), told_version(),
                   d_ ? say(", fresh for {}",
                            told_time("call.fresh_for", StoredEntry::of(*d_).fresh_until - e_.at,
                                      now_of_call()))
                      : "") +
               (deleted_meanwhile()
                    ? say(" The key was deleted while it loaded, and nothing kept it from storing "
                          "what it had read before.")
                    : "");
    case EventKind::fill_refused:
        if (deleted_meanwhile())
            return say(
                "The key was deleted while it loaded, and with the entry its lease was void: what it read "
                "may be "
                "from before the change that the delete was for, so it is not stored. It answers with it all "
                "the "
                "same; whoever comes next gets a lease of their own.");
        return say(
            "Its token{} is older than that of the entry{}: while it loaded, its lock ran out and another "
            "took over and wrote. Fencing refuses the late value, so the newer row stays.",
            d_ ? told_other(fmt::format(" {}", Tokens::of(*d_).own)) : "",
            d_ ? told_other(fmt::format(", {}", Tokens::of(*d_).met)) : "");
    default: return {};
    }
}

std::string WhyWords::of_lock() const
{
    const std::string lock = say(s_.who == Who::lease ? "lease" : "lock");
    switch (e_.what()) {
    case EventKind::lock_taken: {
        const Instant until = d_ ? TakenLock::of(*d_).valid_until : e_.at;
        const bool forever = until >= never;
        return say("It was the first to ask for the {}, so it has it{}. The others are refused.", lock,
                   forever
                       ? marked(Tone::failed, say(", without an expiry: if it dies now, nobody ever gets it"))
                   : d_ ? say(" for {} at most", told_time("call.lock_granted", until - e_.at, now_of_call()))
                        : std::string());
    }
    case EventKind::lock_released:
        return say("It has given the {} back, after comparing tokens: only the owner deletes it.", lock);
    case EventKind::release_lost:
        return say(
            "When it gave the {} back, that was no longer its own: {}{}. Comparing tokens kept "
            "it from deleting another's.",
            lock, deleted_meanwhile() ? say("it had been deleted with its key") : say("it had run out"),
            d_ && Tokens::of(*d_).met != 0 ? say(", and another had taken it") : "");
    case EventKind::lock_deleted:
        return d_ && Tokens::of(*d_).met != 0
                   ? say("It deleted the lock without comparing tokens: whoever had it meanwhile has lost "
                         "it, and a third may load.")
                   : say("It deleted the lock without comparing tokens. This time it did no harm.");
    default: return {};
    }
}

}  // namespace stampede
