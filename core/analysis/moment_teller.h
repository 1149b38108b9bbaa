#pragma once

#include "core/analysis/faults.h"
#include "core/analysis/marked_text.h"
#include "core/analysis/moment.h"
#include "core/analysis/now.h"
#include "core/analysis/told_phrases.h"
#include "core/runtime/say.h"

#include <vector>

namespace stampede {

/// Puts the sentence together: clauses that stand by themselves, the first one telling most.
class MomentTeller {
public:
    MomentTeller(const Evidence& v, const Figures& figures, Instant t)
        : v_(v), s_(v.scenario.strategy), t_(t), now_(figures.at(t)), key_(v.timeline.busiest_key),
          many_keys_(v.timeline.keys.size() > 1), loads_(loads_now(v.timeline, t)),
          entry_(v.timeline.entry_at(key_, t)), band_(v.timeline.lock_at(key_, t))
    {
        if (band_ && band_->valid_until <= t) band_ = nullptr;  // beyond the end of what was recorded
    }
    Moment tell();

private:
    using Tries = bool (MomentTeller::*)();

    bool silence();
    bool holder_dead();
    bool database_down();
    bool redis_down();
    bool lock_lost();
    bool refreshed();
    bool herd();
    bool one_loads();
    bool found_late();
    bool nobody_loads();
    bool over();
    bool served();
    bool empty();

    bool told(Situation situation)
    {
        moment_.situation = situation;
        return true;
    }
    void add(std::string clause) { clauses_.push_back(std::move(clause)); }
    /// A clause that leads to what it tells of.
    void add_cause(const std::string& clause, Instant at, CallId call = {})
    {
        add(marked(Tone::cause, clause));
        moment_.cause = {at, call};
    }
    void add_waiting();
    void add_queue();
    void add_breakers();
    void add_loads();
    void add_slowness();
    void add_gone(bool leads);
    std::string gone() const;
    std::string keys_clause() const;
    void add_duplicates();
    void add_end_of_run();

    Where at(std::int64_t subject = -1) const { return {&v_.scenario, run_start, t_, subject}; }
    Where of_key() const { return at(key_); }
    static std::string words_of(CallId call)
    {
        if (!call.is_nobody()) told_other(grouped(call.number()));
        return phrase(call);
    }
    std::string right() const { return say(s_.who == Who::lease ? "lease" : "lock"); }
    bool clustered() const
    {
        return s_.who == Who::one_per_cluster || s_.who == Who::instance_then_cluster || s_.who == Who::lease;
    }
    std::uint32_t loads_of_key() const { return loads_now(v_.timeline, v_.recording, key_, t_); }
    const FaultSpan* fault(std::initializer_list<FaultKind> kinds);
    Instant latest_trouble() const;
    const Load* failed_load() const;

    const Evidence& v_;
    const StrategySpec& s_;
    Instant t_;
    FiguresAt now_;
    std::uint32_t key_;
    bool many_keys_;
    LoadsNow loads_;
    Timeline::EntryView entry_;
    const LockBand* band_;
    std::vector<FaultSpan> faults_ = faults_of(v_.recording, v_.scenario, v_.timeline);
    std::vector<std::string> clauses_;
    Moment moment_;
};

}  // namespace stampede
