#pragma once

#include "core/analysis/marked_text.h"
#include "core/analysis/told_phrases.h"
#include "core/analysis/why.h"
#include "core/recording/read_events.h"

namespace stampede {

/// One event with all that its reasons are told from. Made anew for each question.
class WhyWords {
public:
    WhyWords(const Evidence& v, std::size_t event, Instant now);
    std::string tell() const;

    // why_waiting.cpp: somebody else is at it
    std::string of_waiting() const;
    // why_loading.cpp: load, database, breaker, store, lock
    std::string of_loading() const;
    std::string of_breaker() const;
    std::string of_store() const;
    std::string of_lock() const;
    // why_roots.cpp: what lies behind what others did
    std::string roots() const;
    // why.cpp: the look, the end, the world
    std::string of_look() const;
    std::string of_end() const;
    std::string of_world() const;

private:
    std::string of_roll() const;
    std::string expected_first_refresh() const;
    std::string then() const;
    std::string beginning() const;
    std::string of_failure() const;
    std::string where_time_went() const;
    std::string of_fault(std::uint32_t index) const;

    std::string dead_holder() const;
    std::string broken_server() const;
    std::string lost_entry() const;
    bool hurts(const Fault& fault) const;
    Instant began() const;

    std::string waits_for_lock() const;
    std::string waits_for_flight() const;
    std::string of_holder(const LockBand& holder) const;
    std::string until_it_writes() const;
    std::string of_deadline() const;

    std::string load_begun() const;
    std::string may_load() const;
    std::uint32_t loads_of_key() const;

    bool clustered() const;
    // Numbers as they are shown, each told as what it is (quantity.h), of a key, an instance or a call.
    Where now_of(std::int64_t subject) const { return {&v_.scenario, run_start, now_, subject}; }
    Where now_of_call() const { return now_of(e_.call.raw()); }
    std::string told_since() const
    {
        Where where = now_of_call();
        where.of = name(e_.what());
        return told_time("call.since", since(), where);
    }
    /// Of the row that it stored.
    std::string told_version() const
    {
        return told_number("call.version", d_ ? StoredEntry::of(*d_).version : 0, now_of_call());
    }
    Duration since() const { return now_ - e_.at; }
    /// When the call began to wait for another, not after now; the event's instant if it does not.
    Instant waits_since() const;
    std::optional<std::size_t> deleted_meanwhile() const;
    const LockBand* holder() const { return v_.timeline.lock_at(call_.key, now_); }
    std::string instance() const { return told_other("instance " + grouped(call_.instance + 1)); }
    std::string key() const { return marked(Tone::code, v_.recording.key_name(call_.key)); }

    const Evidence& v_;
    const StrategySpec& s_;
    const StrategyOptions& o_;
    std::size_t index_;
    Event e_;
    const Detail* d_;
    Instant now_;
    CallFacts call_;  ///< of nobody's events: of none
};

}  // namespace stampede
