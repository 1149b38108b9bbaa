#include "core/analysis/code_writer.h"

#include "core/analysis/marked_text.h"
#include "core/analysis/phrases.h"

#include <algorithm>
#include <utility>

// Who may load, and the load.

namespace stampede {

using enum EventKind;

namespace {

Cue refused_by(int cluster)
{
    return {refused, Cue::By::anybody, cluster};
}

/// "10s": as code has it, and short.
std::string length(Duration d)
{
    std::string text = rounded(d);
    std::erase(text, ' ');
    return text;
}

}  // namespace

void CodeWriter::body(Who who, By by, std::vector<Cue> asks)
{
    if (here(who)) instance_gate(asks);
    if (who == Who::lease) return lease_gate(std::move(asks), by);
    if (clustered(who)) return cluster_gate(std::move(asks), by);
    if (who == Who::one_per_instance) return guarded_load(by, true);
    query(by, both(std::move(asks), cues({won}, by)), "");
    store(by, false, "");
}

void CodeWriter::instance_gate(std::vector<Cue>& asks)
{
    const bool alone = s_.who == Who::one_per_instance;
    line("if in_flight[key]:", both(alone ? std::exchange(asks, {}) : std::vector<Cue>{}, {refused_by(0)}));
    ++indent_;
    others(false);
    if (alone) deadline();
    --indent_;
    line("in_flight[key] = me", cues({led}));
    if (!alone) asks.push_back({led});
}

void CodeWriter::cluster_gate(std::vector<Cue> asks, By by)
{
    const bool forever = o_.makes(Mistake::lock_without_expiry),
               two_steps = o_.makes(Mistake::setnx_then_expire);
    asks.push_back({lock_taken});
    if (o_.fencing)
        line("token = cache.next_token(lock)");
    else
        line("token = unique()");
    std::string take = "if cache.set(lock, token, nx, px=" + length(o_.lock_timeout) + "):";
    if (forever || two_steps)
        take = "if cache.set(lock, token, nx):" + (forever ? wrong("no expiry") : std::string());
    line(take, std::move(asks));
    ++indent_;
    if (two_steps)
        line("cache.expire(lock, " + length(o_.lock_timeout) + ")" + wrong("two steps"), cues({won}));
    guarded_load(by, s_.who == Who::instance_then_cluster);
    --indent_;
    refused_elsewhere();
}

/// Somebody else in the cluster has the right to load.
void CodeWriter::refused_elsewhere()
{
    line("else:", {refused_by(1)});
    ++indent_;
    others(true);
    deadline();
    line("return value", cues({answered_shared, answered_stale}));
    --indent_;
}

void CodeWriter::lease_gate(std::vector<Cue> asks, By by)
{
    asks.push_back({won});
    line(s_.scheduled() ? "if lease or cache.get_lease(key):" : "if lease:", std::move(asks));
    ++indent_;
    guarded_load(by, false);
    --indent_;
    refused_elsewhere();
}

void CodeWriter::second_look(By by)
{
    if (s_.who == Who::everyone) return;
    // the look and the lease are one step: only one that was asked for later can find that the value has come
    if (s_.who == Who::lease && o_.on_leader_failure != OnLeaderFailure::re_elect && !s_.scheduled()) return;
    if (o_.makes(Mistake::no_second_look))
        return line(marked(Tone::failed, "# no second look"), cues({won}, by));
    line("if it has come meanwhile: return it", cues({won, second_look_hit}, by));
}

/// Inside the gate: look again, load, store, let go.
void CodeWriter::guarded_load(By by, bool instance)
{
    const bool cluster = clustered(s_.who);
    const bool careful = cluster && !o_.makes(Mistake::no_finally);
    second_look(by);
    const std::string lead = careful ? "try:  " : "", hang = careful ? "      " : "";
    query(by, {}, lead);
    store(by, instance, hang);
    if (cluster) {
        std::string release = "release_if_owner(lock, token)";
        if (s_.who == Who::lease) release = "give_back(lease)";
        if (o_.makes(Mistake::plain_del)) release = "cache.delete(lock)" + wrong("whoever has it");
        std::vector<Cue> c = cues({lock_released, release_lost, lock_deleted});
        if (!o_.fail_safe) c = both(std::move(c), cues({load_failed, refresh_held_off}));
        line((careful ? "finally: " : "") + release +
                 (o_.makes(Mistake::no_finally) ? wrong("not after an error") : ""),
             std::move(c));
    }
    line("return value", cues({answered_loaded, answered_stale, answered_shared}));
}

void CodeWriter::query(By by, std::vector<Cue> first, const std::string& lead)
{
    const std::string hang(lead.size(), ' ');
    std::vector<Cue> load = cues({load_began, query_queued, breaker_probed}, by);
    if (o_.breaker)
        line(lead + "if the breaker is open: fail",
             both(std::exchange(first, {}), cues({breaker_refused}, by)));
    const std::string next = o_.breaker ? hang : lead;
    const bool batches = o_.collapse_window > Duration::zero();
    if (batches) {
        line(next + "gather keys for " + rounded(o_.collapse_window),
             both(std::exchange(first, {}), cues({load_began, breaker_probed}, by)));
        load = cues({batch_sent, query_queued}, by);
    }
    const std::string limit = o_.hard_timeout ? ", at most " + rounded(*o_.hard_timeout) : "";
    load = both(std::move(first), load);
    if (!o_.fail_safe && !clustered(s_.who))
        load = both(std::move(load), cues({load_failed, refresh_held_off}, by));
    line((batches ? hang : next) + (batches ? "values = database.load(keys" : "value = database.load(key") +
             limit + ")",
         std::move(load));
    if (o_.fail_safe)
        line(hang + "on error: the old value, if kept",
             cues({load_failed, refresh_held_off, fail_safe_used}, by));
}

std::string CodeWriter::store_text() const
{
    if (o_.fencing && s_.who != Who::everyone && s_.who != Who::one_per_instance)
        return "cache.set(key, value, ttl) if none newer";
    const bool xfetch = std::any_of(s_.when.begin(), s_.when.end(),
                                    [](const When& w) { return w.kind == When::Kind::xfetch; });
    if (xfetch) return "cache.write(key, value, load_time)";
    return keeps() ? "cache.set(key, value, ttl + keep)" : "cache.set(key, value, ttl)";
}

void CodeWriter::store(By by, bool instance, const std::string& lead)
{
    if (instance) line(lead + "hand it to all who share");
    line(lead + store_text() + (o_.makes(Mistake::same_ttl) ? wrong("all alike") : ""),
         cues({load_ended, load_found_nothing, stored, fill_refused}, by));
}

}  // namespace stampede
