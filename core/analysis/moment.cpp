#include "core/analysis/moment_teller.h"

#include <algorithm>

namespace stampede {

std::string MomentTeller::keys_clause() const
{
    const KeysNow keys = keys_now(v_.timeline, v_.standing, t_);
    const std::string all = told_other(grouped(keys.all));
    if (keys.fresh >= keys.all)
        return say("all {} keys are fresh", told_number("keys.fresh", keys.fresh, at()));
    return say("{} of {} keys have no fresh entry",
               told_number("keys.not_fresh", keys.all - keys.fresh, at()), all);
}

std::string MomentTeller::gone() const
{
    const Instant since = *entry_gone_at(v_.timeline, key_, t_);
    if (since == t_) return say("the entry has just expired");
    return entry_.state == EntryState::stale
               ? say("the entry expired {} ago", told_time("entry.age", t_ - since, of_key()))
               : say("the entry has been gone for {}", told_time("entry.gone_for", t_ - since, of_key()));
}

void MomentTeller::add_gone(bool leads)
{
    if (many_keys_) {
        const Instant since = latest_trouble();
        return leads && since >= v_.timeline.begin ? add_cause(keys_clause(), since) : add(keys_clause());
    }
    const auto since = entry_gone_at(v_.timeline, key_, t_);
    if (!since) return add(say("the entry has never been there"));
    leads ? add_cause(gone(), std::max(*since, v_.timeline.begin)) : add(gone());
}

bool MomentTeller::silence()
{
    if (now_.requests > 0) return false;
    const Lanes& lanes = v_.timeline.lanes;
    if (lanes.requests == 0)
        add(say("nobody asks in this run"));
    else if (lanes.arrived[0] > t_)
        add(say("nobody has asked yet, and the first request comes in {}",
                told_time("call.begins_in", lanes.arrived[0] - t_, at(CallId::request(1).raw()))));
    else
        add(say("nobody has asked yet"));
    if (loads_.all() > 0)
        add(say_number(loads_.all(), "{} load fills the cache", "{} loads fill the cache",
                       told_number("loads", loads_.all(), at())));
    else if (!many_keys_ && entry_.state == EntryState::fresh)
        add(say("the entry is fresh for another {}",
                told_time("entry.left", entry_.band->fresh_until - t_, of_key())));
    else
        add_gone(true);
    return told(Situation::silence);
}

bool MomentTeller::over()
{
    if (now_.requests < v_.timeline.lanes.requests || now_.open > 0) return false;
    const std::string all = told_number("requests", now_.requests, at());
    if (now_.failed == 0)
        add(say_number(now_.requests, "{} request is answered", "all {} requests are answered", all));
    else
        add(say_number(now_.requests, "of {} request, {} is answered and {} failed",
                       "of {} requests, {} are answered and {} failed", all,
                       told_number("answered", now_.answered, at()),
                       told_number("failed", now_.failed, at())));
    add_end_of_run();
    return told(Situation::over);
}

void MomentTeller::add_end_of_run()
{
    const auto& loads = v_.timeline.loads;
    const std::string clause =
        now_.queries == 0
            ? say("the cache gave all of it, without a query")
            : say_number(now_.queries, "that took {} database query", "that took {} database queries",
                         told_number("database.queries", now_.queries, at()));
    const bool broke = !faults_.empty() && faults_.front().from <= t_;
    if (!broke && !loads.empty() && loads.front().began <= t_)
        add_cause(clause, std::max(loads.front().began, v_.timeline.begin), loads.front().call);
    else
        add(clause);
    add(say("the longest wait was {}", told_time("longest_wait", now_.longest_wait, at())));
    if (broke)
        add_cause(say("what broke: {}", fault_clause(faults_.front().fault->kind)), faults_.front().from);
}

bool MomentTeller::served()
{
    if (many_keys_) {
        const KeysNow keys = keys_now(v_.timeline, v_.standing, t_);
        if (keys.fresh == 0) return false;
        add(keys_clause());
        add(say("no load runs and nobody waits"));
        return told(Situation::served);
    }
    if (entry_.state == EntryState::absent) return false;
    if (entry_.state == EntryState::fresh)
        add(say("the entry is fresh for another {} and answers everyone",
                told_time("entry.left", entry_.band->fresh_until - t_, of_key())));
    else {
        add(gone());
        add(say("no load runs"));
    }
    if (!entry_.band->by.is_nobody() && entry_.band->stored_at >= v_.timeline.begin)
        add_cause(say("{} stored it", words_of(entry_.band->by)), entry_.band->stored_at, entry_.band->by);
    add_slowness();
    return told(Situation::served);
}

bool MomentTeller::empty()
{
    add_gone(true);
    add(now_.open == 0 ? say("nobody asks for it just now")
                       : say_number(now_.open, "{} request looks for it", "{} requests look for it",
                                    told_number("unfinished", now_.open, at())));
    add_slowness();
    return told(Situation::empty);
}

Moment MomentTeller::tell()
{
    static constexpr Tries order[] = {
        &MomentTeller::silence,      &MomentTeller::holder_dead, &MomentTeller::database_down,
        &MomentTeller::redis_down,   &MomentTeller::lock_lost,   &MomentTeller::refreshed,
        &MomentTeller::herd,         &MomentTeller::one_loads,   &MomentTeller::found_late,
        &MomentTeller::nobody_loads, &MomentTeller::over,        &MomentTeller::served,
        &MomentTeller::empty};
    for (const Tries tries : order)
        if ((this->*tries)()) break;
    std::string& text = moment_.text;
    for (const std::string& clause : clauses_) text += (text.empty() ? "" : "; ") + clause;
    text = with_capital(text + ".");
    return std::move(moment_);
}

Moment moment_at(const Evidence& evidence, const Figures& figures, Instant t)
{
    return MomentTeller(evidence, figures, t).tell();
}

}  // namespace stampede
