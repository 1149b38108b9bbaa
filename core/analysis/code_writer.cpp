// Writes a strategy as code: when it is due, who may load, what the others do meanwhile.
#include "core/analysis/marked_text.h"
#include "core/analysis/phrases.h"
#include "core/analysis/pseudo_code.h"
#include "core/strategy/meanwhile.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace stampede {

namespace {

using By = Cue::By;
using enum EventKind;

std::vector<Cue> cues(std::initializer_list<EventKind> list, By by = By::anybody)
{
    std::vector<Cue> out;
    for (EventKind w : list) out.push_back({w, by});
    return out;
}

std::vector<Cue> both(std::vector<Cue> a, const std::vector<Cue>& b)
{
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

Cue refused_by(int cluster)
{
    return {refused, By::anybody, cluster};
}

/// "10s": as code has it, and short.
std::string length(Duration d)
{
    std::string text = rounded(d);
    std::erase(text, ' ');
    return text;
}

std::string wrong(const std::string& remark)
{
    return "  " + marked(Tone::failed, "# " + remark);
}

class Writer {
public:
    Writer(const StrategySpec& spec, bool workers) : s_(spec), o_(spec.options), workers_(workers) {}
    Code write();

private:
    void in_one_piece();
    void with_a_copy_in_background();
    void with_a_function();
    void refresher();
    void look();
    void dice();
    std::string due_early_text() const;
    std::string not_due_text() const;
    void body(Who who, By by, std::vector<Cue> asks);
    void instance_gate(std::vector<Cue>& asks);
    void cluster_gate(std::vector<Cue> asks, By by);
    void lease_gate(std::vector<Cue> asks, By by);
    void second_look(By by);
    void guarded_load(By by, bool instance);
    void query(By by, std::vector<Cue> first, const std::string& lead);
    void store(By by, bool instance, const std::string& lead);
    void others(bool elsewhere);
    void keep_old();
    void wait_lines(bool elsewhere);
    void deadline();
    std::string store_text() const;

    bool early() const { return s_.rolls(); }
    bool keeps() const { return o_.keep > Duration::zero(); }
    bool in_background() const
    {
        return ((s_.serves_old() && o_.refresh_in == RefreshIn::background) || o_.soft_timeout) &&
               (early() || keeps());
    }
    /// A soft timeout lets the one whose look started a refresh join it, whoever may load.
    std::vector<Cue> background() const
    {
        return o_.soft_timeout ? both(cues({refresh_began}), cues({led}, By::refresh))
                               : cues({refresh_began});
    }
    bool clustered(Who who) const
    {
        return who == Who::one_per_cluster || who == Who::instance_then_cluster || who == Who::lease;
    }
    bool here(Who who) const { return who == Who::one_per_instance || who == Who::instance_then_cluster; }
    Who refresh_who() const { return o_.makes(Mistake::refresh_without_dedupe) ? Who::everyone : s_.who; }

    void line(const std::string& text, std::vector<Cue> c = {})
    {
        code_.lines.push_back({text, indent_, std::move(c)});
    }

    const StrategySpec& s_;
    const StrategyOptions& o_;
    bool workers_;
    bool old_for_requests_ = false;  ///< a request that is refused can have an old value at hand
    int indent_ = 0;
    Code code_;
};

Code Writer::write()
{
    old_for_requests_ = s_.serves_old() && !in_background() && (early() || keeps());
    if (workers_) line("take a worker, or queue for one", cues({queued}));
    if (!in_background() && !s_.scheduled())
        in_one_piece();
    else if (refresh_who() == Who::everyone && s_.who == Who::everyone && !s_.scheduled())
        with_a_copy_in_background();
    else
        with_a_function();
    return std::move(code_);
}

void Writer::in_one_piece()
{
    look();
    dice();
    line(not_due_text(), cues({hit, answered_fresh}));
    body(s_.who, By::anybody, cues({missed, found_stale, due_early}));
    if (!clustered(s_.who) && !here(s_.who))
        line("return value", cues({answered_loaded, answered_stale, answered_shared}));
}

void Writer::with_a_copy_in_background()
{
    look();
    line("if no value:", cues({missed}, By::request));
    ++indent_;
    body(Who::everyone, By::request, {});
    line("return value", cues({answered_loaded, answered_shared}));
    --indent_;
    dice();
    std::string due = early() ? due_early_text() : "now ≥ fresh_until";
    if (early() && keeps()) due += " (or it is stale)";
    line("if " + due + ":", cues({due_early, found_stale}, By::request));
    ++indent_;
    line("in background:", background());
    ++indent_;
    body(Who::everyone, By::refresh, {});
    --indent_;
    if (o_.soft_timeout)
        line("wait up to " + rounded(*o_.soft_timeout) + " for it",
             cues({joined, soft_timeout, answered_shared}, By::request));
    --indent_;
    line("return value", cues({hit, answered_fresh, answered_stale}));
}

void Writer::with_a_function()
{
    look();
    dice();
    line(not_due_text(), cues({hit, answered_fresh}, By::request));
    if (in_background()) {
        line(early() && keeps() ? "if value:  # due early, or stale"
             : early()          ? "if value:  # due early"
                                : "if value:  # stale, still kept",
             cues({due_early, found_stale}, By::request));
        ++indent_;
        line("in background: refresh(key)" +
                 (o_.makes(Mistake::refresh_without_dedupe) ? wrong("one each") : ""),
             background());
        if (o_.soft_timeout)
            line("wait up to " + rounded(*o_.soft_timeout) + " for it",
                 cues({joined, soft_timeout, answered_shared}, By::request));
        line("return value", cues({answered_stale, answered_fresh}, By::request));
        --indent_;
    }
    line("return refresh(key)");
    if (s_.scheduled()) refresher();
    line("");
    line("refresh(key):", s_.scheduled() || in_background() ? std::vector<Cue>{} : cues({refresh_began}));
    ++indent_;
    body(s_.who, By::anybody,
         both(cues({missed}),
              cues({due_early, found_stale, hit}, in_background() ? By::refresh : By::anybody)));
    if (!clustered(s_.who) && !here(s_.who))
        line("return value", cues({answered_loaded, answered_stale, answered_shared}));
    --indent_;
}

void Writer::refresher()
{
    Duration buffer{};
    for (const When& w : s_.when)
        if (w.kind == When::Kind::schedule) buffer = w.span;
    line("");
    line("every " + rounded(o_.refresh_period) + ", on each instance:");
    ++indent_;
    line("for each hot key with " + rounded(buffer) + " left:");
    ++indent_;
    line("in background: refresh(key)", background());
    indent_ -= 2;
}

void Writer::look()
{
    std::string text = "value = cache.get(key)";
    const bool xfetch = std::any_of(s_.when.begin(), s_.when.end(),
                                    [](const When& w) { return w.kind == When::Kind::xfetch; });
    std::vector<Cue> c = cues({arrived, worker_taken});
    if (s_.who == Who::lease) {
        text = "value, lease = cache.get_or_lease(key)";
        c.push_back({lock_taken});
    } else if (xfetch) {
        text = "value, delta, expiry = cache.read(key)";
    } else if (early()) {
        text = "value, remaining = cache.read(key)";
    } else if (keeps()) {
        text = "value, fresh_until = cache.read(key)";
    }
    if (!in_background() && !s_.scheduled()) c.push_back({refresh_began});
    if (!clustered(s_.who)) c.push_back({store_failed});
    line(text, std::move(c));
}

void Writer::dice()
{
    for (const When& w : s_.when) {
        if (w.kind == When::Kind::power) line("p = 1 − (remaining / ttl)^beta");
        if (w.kind == When::Kind::xfetch) line("early = −delta · beta · ln(random())");
        if (w.kind == When::Kind::uniform) line("gap = random() · " + rounded(w.span));
    }
}

std::string Writer::due_early_text() const
{
    std::string text;
    for (const When& w : s_.when) {
        std::string part;
        if (w.kind == When::Kind::power) part = "random() < p";
        if (w.kind == When::Kind::xfetch) part = "now + early ≥ expiry";
        if (w.kind == When::Kind::uniform) part = "remaining < gap";
        if (!part.empty()) text += (text.empty() ? "" : " or ") + part;
    }
    return text;
}

std::string Writer::not_due_text() const
{
    if (early()) return "if value and not (" + due_early_text() + "): return value";
    if (s_.who == Who::lease) return "if value is fresh: return value";
    return keeps() ? "if now < fresh_until: return value" : "if value: return value";
}

void Writer::body(Who who, By by, std::vector<Cue> asks)
{
    if (here(who)) instance_gate(asks);
    if (who == Who::lease) return lease_gate(std::move(asks), by);
    if (clustered(who)) return cluster_gate(std::move(asks), by);
    if (who == Who::one_per_instance) return guarded_load(by, true);
    query(by, both(std::move(asks), cues({won}, by)), "");
    store(by, false, "");
}

void Writer::instance_gate(std::vector<Cue>& asks)
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

void Writer::cluster_gate(std::vector<Cue> asks, By by)
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
    line("else:", {refused_by(1)});
    ++indent_;
    others(true);
    deadline();
    line("return value", cues({answered_shared, answered_stale}));
    --indent_;
}

void Writer::lease_gate(std::vector<Cue> asks, By by)
{
    asks.push_back({won});
    line(s_.scheduled() ? "if lease or cache.get_lease(key):" : "if lease:", std::move(asks));
    ++indent_;
    guarded_load(by, false);
    --indent_;
    line("else:", {refused_by(1)});
    ++indent_;
    others(true);
    deadline();
    line("return value", cues({answered_shared, answered_stale}));
    --indent_;
}

void Writer::second_look(By by)
{
    if (s_.who == Who::everyone) return;
    // the look and the lease are one step: only one that was asked for later can find that the value has come
    if (s_.who == Who::lease && o_.on_leader_failure != OnLeaderFailure::re_elect && !s_.scheduled()) return;
    if (o_.makes(Mistake::no_second_look))
        return line(marked(Tone::failed, "# no second look"), cues({won}, by));
    line("if it has come meanwhile: return it", cues({won, second_look_hit}, by));
}

/// Inside the gate: look again, load, store, let go.
void Writer::guarded_load(By by, bool instance)
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

void Writer::query(By by, std::vector<Cue> first, const std::string& lead)
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

std::string Writer::store_text() const
{
    if (o_.fencing && s_.who != Who::everyone && s_.who != Who::one_per_instance)
        return "cache.set(key, value, ttl) if none newer";
    const bool xfetch = std::any_of(s_.when.begin(), s_.when.end(),
                                    [](const When& w) { return w.kind == When::Kind::xfetch; });
    if (xfetch) return "cache.write(key, value, load_time)";
    return keeps() ? "cache.set(key, value, ttl + keep)" : "cache.set(key, value, ttl)";
}

void Writer::store(By by, bool instance, const std::string& lead)
{
    if (instance) line(lead + "hand it to all who share");
    line(lead + store_text() + (o_.makes(Mistake::same_ttl) ? wrong("all alike") : ""),
         cues({load_ended, load_found_nothing, stored, fill_refused}, by));
}

void Writer::keep_old()
{
    if (!s_.serves_old()) return;
    std::vector<Cue> c = cues({refresh_held_off});
    if (old_for_requests_) c.push_back({answered_stale, By::request});
    if (old_for_requests_ && early()) c.push_back({answered_fresh, By::request});
    line(old_for_requests_ ? "if value: return value  # the old one" : "if value: leave it, try later",
         std::move(c));
}

/// What a call does that was refused: by its preferences, in order.
void Writer::others(bool elsewhere)
{
    for (Meanwhile m : s_.meanwhile) {
        if (m == Meanwhile::serve_old) keep_old();
        if (m == Meanwhile::fail) return line("fail");
        if (m == Meanwhile::wait) return wait_lines(elsewhere);
        if (m == Meanwhile::share && !elsewhere) break;
    }
    if (elsewhere) return wait_lines(true);
    line("return its result, once it is there", cues({joined, answered_shared}));
    if (o_.on_leader_failure == OnLeaderFailure::re_elect)
        line("or, if it fails: try again", cues({re_elected}));
}

void Writer::wait_lines(bool elsewhere)
{
    const bool told = elsewhere && o_.wait_by == WaitBy::notify;
    std::string text =
        told ? "wait for its release, then look" : "look every " + rounded(o_.poll) + " until it is there";
    line(text, cues({waits, poll_missed, notified}));
    if (o_.on_leader_failure == OnLeaderFailure::re_elect) line("and try to take over", cues({re_elected}));
    if (!elsewhere) line("return value", cues({answered_shared}));
}

void Writer::deadline()
{
    std::vector<Cue> c = cues({deadline_passed, store_failed, joined});
    if (s_.who != Who::one_per_instance) c.push_back({led});
    std::string text = "or after " + rounded(o_.wait_timeout) + ": ";
    switch (o_.on_deadline) {
    case OnDeadline::load: text += "load it ourselves"; break;
    case OnDeadline::fail: text += "fail"; break;
    case OnDeadline::stale: text += "the old value"; break;
    }
    const bool waits_long = next_step(s_.meanwhile, Verdict::theirs_elsewhere, false) == Step::wait;
    if (!waits_long && s_.who != Who::one_per_instance) text = "or, without Redis: load it";
    if (o_.makes(Mistake::infinite_wait)) text = "or, without Redis: load it" + wrong("waits for ever");
    if (o_.makes(Mistake::timeout_herd)) text += wrong("all at once");
    line(text, std::move(c));
}

}  // namespace

Code code_for(const StrategySpec& spec, bool workers)
{
    return Writer(spec, workers).write();
}

}  // namespace stampede
