// What a call went through, a sentence for each event.
#include "core/analysis/explanation.h"
#include "core/analysis/marked_text.h"
#include "core/analysis/phrases.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <optional>

namespace stampede {

namespace {

std::string code(const std::string& text)
{
    return marked(Tone::code, text);
}

class Teller {
public:
    Teller(const Recording& r, const Scenario& s, const Trail& trail, const Timeline* timeline)
        : r_(r), s_(s), trail_(trail), timeline_(timeline), o_(s.strategy.options),
          facts_(r.call(trail.call)), key_(r.key_name(facts_.key)), lock_(o_.lock_prefix + key_)
    {
    }

    std::vector<ExplainedStep> steps();

private:
    void tell(std::vector<ExplainedStep>& list, std::size_t index);
    Instant began() const;
    std::string sentence(std::size_t index) const;
    std::string beginning() const;
    std::string of_look(const Event& e, const Detail* d) const;
    std::string of_found(const Event& e, const Detail* d) const;
    std::string roll(const Event& e, const Detail& d) const;
    std::string of_waiting(const Event& e) const;
    std::string of_refusal(const Event& e) const;
    std::string of_load(const Event& e) const;
    std::string of_breaker(const Event& e) const;
    std::string of_store(const Event& e, const Detail* d) const;
    std::string of_lock(const Event& e, const Detail* d) const;
    std::string of_end(const Event& e) const;
    std::string of_refresh(std::size_t index) const;
    std::string get() const { return code("GET " + key_); }
    std::string set_lock() const;
    std::string pause() const;

    const Recording& r_;
    const Scenario& s_;
    const Trail& trail_;
    const Timeline* timeline_;
    const StrategyOptions& o_;
    const CallFacts& facts_;
    std::string key_, lock_;
    Instant began_{};
    std::size_t in_vain_ = 0;
    bool refused_ = false;  ///< that it waits for who holds the lock has been told
    bool refused_here_ = false;
    bool queued_ = false;  ///< its query had to wait: its start is news
    bool late_ = false;    ///< past its deadline, or without the store: who joins now waits as long once more
    std::optional<Instant> joined_late_;
};

std::vector<ExplainedStep> Teller::steps()
{
    std::vector<std::uint32_t> all;
    std::merge(trail_.own.begin(), trail_.own.end(), trail_.started.begin(), trail_.started.end(),
               std::back_inserter(all));
    began_ = began();
    std::vector<ExplainedStep> list;
    for (std::uint32_t i : all) tell(list, i);
    for (ExplainedStep& step : list) step.text = unmarked(step.marked);
    return list;
}

/// The timeline knows it even where the trail is only a part of what the call did.
Instant Teller::began() const
{
    if (timeline_) {
        const std::uint32_t lane = timeline_->lanes.lane(trail_.call);
        if (lane < timeline_->lanes.size() && !timeline_->lanes.empty(lane))
            return timeline_->lanes.begins(lane);
    }
    return trail_.own.empty() ? Instant{} : r_.events[trail_.own.front()].at;
}

/// Looks in vain after the first become one line, which moves on to the newest.
void Teller::tell(std::vector<ExplainedStep>& list, std::size_t index)
{
    const Event& e = r_.events[index];
    const bool own = e.call == trail_.call;
    if (own)
        in_vain_ = e.what() == EventKind::poll_missed  ? in_vain_ + 1
                   : e.what() == EventKind::re_elected ? in_vain_
                                                       : 0;
    if (own && e.what() == EventKind::poll_missed && in_vain_ > 1) {
        std::string text = fmt::format("{} → {}, look {}{}", code("GET"), marked(Tone::miss, "miss"),
                                       grouped(static_cast<std::int64_t>(in_vain_)), pause());
        if (in_vain_ == 2)
            list.push_back({e.at, {}, std::move(text)});
        else
            list.back() = {e.at, {}, std::move(text)};
        return;
    }
    queued_ = queued_ || (own && e.what() == EventKind::query_queued);
    late_ = late_ || (own && (e.what() == EventKind::deadline_passed || e.what() == EventKind::store_failed));
    if (own && late_ && e.what() == EventKind::joined) joined_late_ = e.at;
    std::string text = own ? sentence(index) : of_refresh(index);
    if (own) refused_ = e.what() == EventKind::refused && e.aux() == 1;
    // whoever joins has just been refused: that is one thing, not two
    const bool joins = own && e.what() == EventKind::joined && refused_here_ && !list.empty();
    if (own) refused_here_ = e.what() == EventKind::refused && e.aux() == 0;
    if (joins)
        list.back() = {e.at, {}, std::move(text)};
    else if (!text.empty())
        list.push_back({e.at, {}, std::move(text)});
}

/// What the background refresh does that this call has started.
std::string Teller::of_refresh(std::size_t index) const
{
    const Event& e = r_.events[index];
    const std::string it = "its " + named(e.call);
    const Detail* d = r_.detail(index);
    switch (e.what()) {
    case EventKind::load_began: return it + " begins to " + marked(Tone::load, "load");
    case EventKind::load_failed: return it + " has " + marked(Tone::failed, "failed");
    case EventKind::refused: return it + " may not load: another does";
    case EventKind::second_look_hit: return it + " finds that the value has come meanwhile";
    case EventKind::fill_refused:
        return it + " is " + marked(Tone::failed, "refused") + ": a later token has written";
    case EventKind::stored:
        return it + fmt::format(" stores version {}", d ? static_cast<std::uint32_t>(d->a) : 0);
    default: return {};
    }
}

std::string Teller::sentence(std::size_t index) const
{
    const Event& e = r_.events[index];
    if (e.what() == EventKind::arrived || e.what() == EventKind::refresh_began) return beginning();
    const Detail* d = r_.detail(index);
    for (std::string text :
         {of_look(e, d), of_waiting(e), of_load(e), of_breaker(e), of_store(e, d), of_lock(e, d), of_end(e)})
        if (!text.empty()) return text;
    return {};
}

std::string Teller::beginning() const
{
    const int instance = facts_.instance + 1;
    switch (facts_.origin) {
    case Origin::client: return fmt::format("arrives at instance {}", instance);
    case Origin::stale_hit:
        return fmt::format("begins on instance {}, started by {}", instance, named(facts_.parent));
    case Origin::schedule: return fmt::format("begins on instance {}, started by the schedule", instance);
    case Origin::warming: return fmt::format("begins on instance {}, to warm the cache", instance);
    case Origin::health_check: return fmt::format("asks whether instance {} is well", instance);
    }
    return {};
}

std::string Teller::of_look(const Event& e, const Detail* d) const
{
    switch (e.what()) {
    case EventKind::hit:
    case EventKind::due_early:
    case EventKind::found_stale: return of_found(e, d);
    case EventKind::missed: return get() + " → " + marked(Tone::miss, "miss");
    case EventKind::second_look_hit:
        return get() + " → " + marked(Tone::hit, "hit") + ": the value has come meanwhile";
    case EventKind::store_failed: return "gets " + marked(Tone::failed, "no answer") + " from Redis";
    default: return {};
    }
}

std::string Teller::of_found(const Event& e, const Detail* d) const
{
    const std::string length = d ? rounded(Duration(d->a)) : "";
    if (e.what() == EventKind::found_stale)
        return get() + " → " + marked(Tone::stale, "stale") + (d ? ", expired " + length + " ago" : "");
    std::string text = get() + " → " + marked(Tone::hit, "hit") + (d ? ", " + length + " left" : "");
    if (d && std::bit_cast<double>(d->b) >= 0)
        text += roll(e, *d);
    else if (e.what() == EventKind::due_early)
        text += ": " + marked(Tone::strong, "due for a refresh");
    return text;
}

/// What it drew, against what; for XFetch with the formula.
std::string Teller::roll(const Event& e, const Detail& d) const
{
    const double u = std::bit_cast<double>(d.b);
    const std::string verdict =
        e.what() == EventKind::due_early ? marked(Tone::strong, "refresh") : "no refresh";
    const std::string drew = fmt::format("; rolls u = {:.3f}", u);
    const auto& when = s_.strategy.when;
    const bool xfetch = when.size() == 1 && when[0].kind == When::Kind::xfetch;
    const EntryBand* entry =
        timeline_ && xfetch && u > 0 ? timeline_->entry_at(facts_.key, e.at).band : nullptr;
    if (!entry) return drew + ": " + verdict;
    const double early = -std::log(u) * when[0].beta * static_cast<double>(delta_of(*entry, s_).count());
    return fmt::format("{}: −δ·β·ln u = {} {} {}: {}", drew, rounded(Duration(std::llround(early))),
                       e.what() == EventKind::due_early ? "≥" : "<", rounded(Duration(d.a)), verdict);
}

std::string Teller::pause() const
{
    const bool polls = o_.wait_by == WaitBy::poll || s_.strategy.who == Who::one_per_instance;
    return polls ? ", waits " + rounded(o_.poll) + " more" : ", waits on";
}

std::string Teller::set_lock() const
{
    if (o_.fencing) return code("EVAL take " + lock_);
    if (o_.makes(Mistake::lock_without_expiry) || o_.makes(Mistake::setnx_then_expire))
        return code("SET " + lock_ + " NX");
    return code(fmt::format("SET {} NX PX {}", lock_, o_.lock_timeout / std::chrono::milliseconds(1)));
}

std::string Teller::of_refusal(const Event& e) const
{
    const std::string refused = marked(Tone::strong, "refused");
    if (e.aux() != 1) return "may not load: a load is under way on its instance";
    const LockBand* holder = timeline_ ? timeline_->lock_at(facts_.key, e.at) : nullptr;
    const std::string by =
        holder && holder->holder != e.call ? ", held by " + named(holder->holder) : ": another holds it";
    if (s_.strategy.who == Who::lease) return "asks for the lease → " + refused + by;
    return set_lock() + " → " + refused + by;
}

std::string Teller::of_waiting(const Event& e) const
{
    switch (e.what()) {
    case EventKind::queued: return marked(Tone::waiting, "waits for a worker") + " of its instance";
    case EventKind::worker_taken: return "gets a worker";
    case EventKind::won:
        return e.aux() == 1 ? fmt::format("learns that it may load: the {} is its own",
                                          s_.strategy.who == Who::lease ? "lease" : "lock")
                            : "";
    case EventKind::refused: return of_refusal(e);
    case EventKind::led: return "leads the load of its instance; others may join it";
    case EventKind::joined:
        return marked(Tone::waiting, "joins") + " the load of its instance and waits" +
               (late_ ? ", up to a second deadline of " + rounded(o_.wait_timeout) : "");
    case EventKind::waits: return refused_ ? "" : marked(Tone::waiting, "waits") + " for the load of another";
    case EventKind::poll_missed: return code("GET") + " → " + marked(Tone::miss, "miss") + pause();
    case EventKind::notified: return "is told that the lock is free (" + code("SUBSCRIBE " + lock_) + ")";
    case EventKind::deadline_passed: return "has waited as long as it may: " + rounded(o_.wait_timeout);
    case EventKind::re_elected: return "tries to take over";
    case EventKind::soft_timeout: return "stops waiting and takes the " + marked(Tone::stale, "old value");
    case EventKind::refresh_held_off: return "is held off: the last refresh was refused or failed";
    default: return {};
    }
}

std::string Teller::of_load(const Event& e) const
{
    switch (e.what()) {
    case EventKind::load_began: return "begins to " + marked(Tone::load, "load");
    case EventKind::batch_sent: return fmt::format("sends one query for {}", counted(e.aux(), "key", "keys"));
    case EventKind::query_queued:
        return "its query " + marked(Tone::waiting, "waits for a connection") + " of the database";
    case EventKind::query_started: return queued_ ? "its query runs" : "";
    case EventKind::query_timed_out: return "stops waiting for its query, which runs on";
    case EventKind::query_failed: return "its query " + marked(Tone::failed, "fails");
    case EventKind::load_ended: return fmt::format("has the row, version {}", e.aux());
    case EventKind::load_failed: return "its load has " + marked(Tone::failed, "failed");
    case EventKind::load_found_nothing: return "learns that the database has no such row";
    case EventKind::fail_safe_used:
        return "takes the " + marked(Tone::stale, "old value") + ", since the load failed";
    default: return {};
    }
}

std::string Teller::of_breaker(const Event& e) const
{
    switch (e.what()) {
    case EventKind::breaker_opened: return "the breaker of its instance " + marked(Tone::failed, "opens");
    case EventKind::breaker_refused: return "the breaker lets no query through";
    case EventKind::breaker_probed: return "the breaker is half open, and lets this one query try";
    case EventKind::breaker_closed: return "the breaker closes again";
    default: return {};
    }
}

std::string Teller::of_store(const Event& e, const Detail* d) const
{
    switch (e.what()) {
    case EventKind::stored: {
        const std::string set = o_.fencing && s_.strategy.who != Who::everyone ? code("EVAL fill " + key_)
                                                                               : code("SET " + key_ + " PX");
        if (!d) return set + " → " + marked(Tone::hit, "stored");
        return fmt::format("{} → {}, version {}, fresh for {}", set, marked(Tone::hit, "stored"),
                           static_cast<std::uint32_t>(d->a), rounded(Instant(Duration(d->b)) - e.at));
    }
    case EventKind::fill_refused:
        return code("EVAL fill " + key_) + " → " + marked(Tone::failed, "refused") +
               ": a later token has written";
    default: return {};
    }
}

std::string Teller::of_lock(const Event& e, const Detail* d) const
{
    const std::string token = d ? fmt::format(", token {}", static_cast<std::uint64_t>(d->a)) : "";
    switch (e.what()) {
    case EventKind::lock_taken:
        if (s_.strategy.who == Who::lease)
            return marked(Tone::lock, "gets the lease") + " with its look" + token;
        return set_lock() + " → " + marked(Tone::lock, "taken") + token;
    case EventKind::lock_released:
        return fmt::format("gives the {} back ({})", s_.strategy.who == Who::lease ? "lease" : "lock",
                           code("compare-and-delete " + lock_));
    case EventKind::release_lost:
        return "finds the lock " + marked(Tone::failed, "lost") + " when it gives it back (" +
               code("compare-and-delete " + lock_) + ")";
    case EventKind::lock_deleted:
        return marked(Tone::failed, "deletes the lock") + ", whoever has it (" + code("DEL " + lock_) + ")";
    default: return {};
    }
}

std::string Teller::of_end(const Event& e) const
{
    const std::string after = " after " + rounded(e.at - began_);
    switch (e.what()) {
    case EventKind::answered_fresh: return "is answered from the cache" + after;
    case EventKind::answered_stale: return "is answered with the " + marked(Tone::stale, "old value") + after;
    case EventKind::answered_loaded: return "is answered with what it loaded itself" + after;
    case EventKind::answered_shared: return "is answered with what another loaded" + after;
    case EventKind::failed:
        return marked(Tone::failed, "fails") + after +
               (joined_late_ && e.at - *joined_late_ >= o_.wait_timeout
                    ? ": its second deadline has passed, too"
                    : "");
    case EventKind::rejected:
        return "is " + marked(Tone::failed, "rejected") + ": the queue of its instance is full";
    case EventKind::refresh_ended: return "is over" + after;
    default: return {};
    }
}

}  // namespace

std::vector<ExplainedStep> story_of(const Recording& r, const Scenario& s, const Trail& trail,
                                    const Timeline* timeline)
{
    if (trail.call.is_nobody()) return {};
    return Teller(r, s, trail, timeline).steps();
}

}  // namespace stampede
