// What a call went through: its looks, its waiting and its end.
#include "core/analysis/story_teller.h"

#include "core/runtime/say.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace stampede {

std::vector<ExplainedStep> StoryTeller::steps()
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
Instant StoryTeller::began() const
{
    if (timeline_) {
        const std::uint32_t lane = timeline_->lanes.lane(trail_.call);
        if (lane < timeline_->lanes.size() && !timeline_->lanes.empty(lane))
            return timeline_->lanes.begins(lane);
    }
    return trail_.own.empty() ? Instant{} : r_.events[trail_.own.front()].at;
}

/// Looks in vain after the first become one line, which moves on to the newest.
void StoryTeller::tell(std::vector<ExplainedStep>& list, std::size_t index)
{
    const Event& e = r_.events[index];
    const bool own = e.call == trail_.call;
    if (own)
        in_vain_ = e.what() == EventKind::poll_missed  ? in_vain_ + 1
                   : e.what() == EventKind::re_elected ? in_vain_
                                                       : 0;
    if (own && e.what() == EventKind::poll_missed && in_vain_ > 1) {
        std::string text =
            say("{} → {}, look {}{}", code("GET"), marked(Tone::miss, say("miss")),
                told_number("call.looks", static_cast<std::int64_t>(in_vain_), until(e.at)), pause());
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
std::string StoryTeller::of_refresh(std::size_t index) const
{
    const Event& e = r_.events[index];
    const std::string it = say("its {}", named(e.call));
    const Detail* d = r_.detail(index);
    switch (e.what()) {
    case EventKind::load_began: return say("{} begins to {}", it, marked(Tone::load, say("load")));
    case EventKind::load_failed: return say("{} has {}", it, marked(Tone::failed, say("failed")));
    case EventKind::refused: return say("{} may not load: another does", it);
    case EventKind::second_look_hit: return say("{} finds that the value has come meanwhile", it);
    case EventKind::fill_refused:
        return say("{} is {}: {}", it, marked(Tone::failed, say("refused")), of_lateness(index));
    case EventKind::stored:
        return say("{} stores version {}{}", it,
                   told_number("call.version", d ? StoredEntry::of(*d).version : 0,
                               {&s_, run_start, e.at, e.call.raw()}),
                   of_delete(index));
    default: return {};
    }
}

std::string StoryTeller::sentence(std::size_t index) const
{
    const Event& e = r_.events[index];
    if (e.what() == EventKind::arrived || e.what() == EventKind::refresh_began) return beginning();
    const Detail* d = r_.detail(index);
    for (std::string text : {of_look(e, d), of_waiting(e), of_load(e), of_breaker(e), of_store(index, d),
                             of_lock(index, d), of_end(e)})
        if (!text.empty()) return text;
    return {};
}

std::string StoryTeller::beginning() const
{
    const std::string instance = told_other(grouped(facts_.instance + 1));
    switch (facts_.origin) {
    case Origin::client: return say("arrives at instance {}", instance);
    case Origin::stale_hit:
        return say("begins on instance {}, started by {}", instance, named(facts_.parent));
    case Origin::schedule: return say("begins on instance {}, started by the schedule", instance);
    case Origin::warming: return say("begins on instance {}, to warm the cache", instance);
    case Origin::health_check: return say("asks whether instance {} is well", instance);
    }
    return {};
}

std::string StoryTeller::of_look(const Event& e, const Detail* d) const
{
    switch (e.what()) {
    case EventKind::hit:
    case EventKind::due_early:
    case EventKind::found_stale: return of_found(e, d);
    case EventKind::missed: return get() + " → " + marked(Tone::miss, say("miss"));
    case EventKind::second_look_hit:
        return say("{} → {}: the value has come meanwhile", get(), marked(Tone::hit, say("hit")));
    case EventKind::store_failed: return say("gets {} from Redis", marked(Tone::failed, say("no answer")));
    default: return {};
    }
}

std::string StoryTeller::of_found(const Event& e, const Detail* d) const
{
    if (e.what() == EventKind::found_stale)
        return get() + " → " + marked(Tone::stale, say("stale")) +
               (d ? say(", expired {} ago", told_time("call.found_age", StaleEntry::of(*d).age, until(e.at)))
                  : "");
    std::string text =
        get() + " → " + marked(Tone::hit, say("hit")) +
        (d ? say(", {} left", told_time("call.remaining", RollNumbers::of(*d).remaining, until(e.at))) : "");
    if (const auto rolled = roll_of(d))
        text += roll(e, *rolled);
    else if (e.what() == EventKind::due_early)
        text += ": " + marked(Tone::strong, say("due for a refresh"));
    return text;
}

/// What it drew, against what; for XFetch with the formula.
std::string StoryTeller::roll(const Event& e, const RollNumbers& numbers) const
{
    const double u = *numbers.u;
    const std::string verdict =
        e.what() == EventKind::due_early ? marked(Tone::strong, say("refresh")) : say("no refresh");
    const std::string drew =
        say("; rolls u = {}", told("call.drawn", u, until(e.at), fmt::format("{:.4f}", u)));
    const auto& when = s_.strategy.when;
    const bool xfetch = when.size() == 1 && when[0].kind == When::Kind::xfetch;
    const EntryBand* entry =
        timeline_ && xfetch && u > 0 ? timeline_->entry_at(facts_.key, e.at).band : nullptr;
    if (!entry) return drew + ": " + verdict;
    const double early = -std::log(u) * when[0].beta * static_cast<double>(delta_of(*entry, s_).count());
    return fmt::format("{}: −δ·β·ln u = {} {} {}: {}", drew,
                       told_time("call.early", Duration(std::llround(early)), until(e.at)),
                       e.what() == EventKind::due_early ? "≥" : "<",
                       told_time("call.remaining", numbers.remaining, until(e.at)), verdict);
}

std::string StoryTeller::pause() const
{
    const bool polls = o_.wait_by == WaitBy::poll || s_.strategy.who == Who::one_per_instance;
    return polls ? say(", waits {} more", told_setting(o_.poll)) : say(", waits on");
}

std::string StoryTeller::set_lock() const
{
    if (o_.fencing) return code("EVAL take " + lock_);
    if (o_.makes(Mistake::lock_without_expiry) || o_.makes(Mistake::setnx_then_expire))
        return code("SET " + lock_ + " NX");
    return code(fmt::format("SET {} NX PX {}", lock_,
                            told_other(fmt::to_string(o_.lock_timeout / std::chrono::milliseconds(1)))));
}

std::string StoryTeller::of_refusal(const Event& e) const
{
    const std::string refused = marked(Tone::strong, say("refused"));
    if (e.aux() != 1) return say("may not load: a load is under way on its instance");
    const LockBand* holder = timeline_ ? timeline_->lock_at(facts_.key, e.at) : nullptr;
    const std::string by = holder && holder->holder != e.call ? say(", held by {}", named(holder->holder))
                                                              : say(": another holds it");
    if (s_.strategy.who == Who::lease) return say("asks for the lease → {}{}", refused, by);
    return set_lock() + " → " + refused + by;
}

std::string StoryTeller::of_waiting(const Event& e) const
{
    switch (e.what()) {
    case EventKind::queued:
        return say("{} of its instance", marked(Tone::waiting, say("waits for a worker")));
    case EventKind::worker_taken: return "gets a worker";
    case EventKind::won:
        return e.aux() == 1 ? say("learns that it may load: the {} is its own",
                                  say(s_.strategy.who == Who::lease ? "lease" : "lock"))
                            : "";
    case EventKind::refused: return of_refusal(e);
    case EventKind::led: return say("leads the load of its instance; others may join it");
    case EventKind::joined:
        return say("{} the load of its instance and waits{}", marked(Tone::waiting, say("joins")),
                   late_ ? say(", up to a second deadline of {}", told_setting(o_.wait_timeout)) : "");
    case EventKind::waits:
        return refused_ ? "" : say("{} for the load of another", marked(Tone::waiting, say("waits")));
    case EventKind::poll_missed: return code("GET") + " → " + marked(Tone::miss, say("miss")) + pause();
    case EventKind::notified: return say("is told that the lock is free ({})", code("SUBSCRIBE " + lock_));
    case EventKind::deadline_passed:
        return say("has waited as long as it may: {}", told_setting(o_.wait_timeout));
    case EventKind::re_elected: return say("tries to take over");
    case EventKind::soft_timeout:
        return say("stops waiting and takes the {}", marked(Tone::stale, say("old value")));
    case EventKind::refresh_held_off: return say("is held off: the last refresh was refused or failed");
    default: return {};
    }
}

std::string StoryTeller::of_end(const Event& e) const
{
    const std::string after = say(" after {}", told_time("call.length", e.at - began_, until(e.at)));
    switch (e.what()) {
    case EventKind::answered_fresh: return say("is answered from the cache{}", after);
    case EventKind::answered_stale:
        return say("is answered with the {}{}", marked(Tone::stale, say("old value")), after);
    case EventKind::answered_loaded: return say("is answered with what it loaded itself{}", after);
    case EventKind::answered_shared: return say("is answered with what another loaded{}", after);
    case EventKind::failed:
        return marked(Tone::failed, say("fails")) + after +
               (joined_late_ && e.at - *joined_late_ >= o_.wait_timeout
                    ? say(": its second deadline has passed, too")
                    : "");
    case EventKind::rejected:
        return say("is {}: the queue of its instance is full", marked(Tone::failed, say("rejected")));
    case EventKind::refresh_ended: return say("is over{}", after);
    default: return {};
    }
}

std::vector<ExplainedStep> story_of(const Recording& r, const Scenario& s, const Trail& trail,
                                    const Timeline* timeline)
{
    if (trail.call.is_nobody()) return {};
    return StoryTeller(r, s, trail, timeline).steps();
}

}  // namespace stampede
