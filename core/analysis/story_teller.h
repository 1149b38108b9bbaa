#pragma once

#include "core/analysis/explanation.h"
#include "core/analysis/marked_text.h"
#include "core/analysis/told_phrases.h"
#include "core/recording/read_events.h"

#include <optional>
#include <string>
#include <vector>

namespace stampede {

/// Tells what a call went through, a sentence for each event. Internal to analysis.
class StoryTeller {
public:
    StoryTeller(const Recording& r, const Scenario& s, const Trail& trail, const Timeline* timeline)
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
    std::string roll(const Event& e, const RollNumbers& numbers) const;
    std::string of_waiting(const Event& e) const;
    std::string of_refusal(const Event& e) const;
    std::string of_end(const Event& e) const;
    std::string of_refresh(std::size_t index) const;
    // story_loading.cpp: load, breaker, store, lock
    std::string of_load(const Event& e) const;
    std::string of_breaker(const Event& e) const;
    std::string of_store(std::size_t index, const Detail* d) const;
    std::string of_lock(std::size_t index, const Detail* d) const;
    std::string deleted_ago(std::size_t index) const;
    std::string of_delete(std::size_t index) const;
    std::string of_lateness(std::size_t index) const;

    static std::string code(const std::string& text) { return marked(Tone::code, text); }
    std::string get() const { return code("GET " + key_); }
    std::string set_lock() const;
    std::string pause() const;
    /// Of the call, at an event.
    Where until(Instant t) const { return {&s_, run_start, t, trail_.call.raw()}; }

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

}  // namespace stampede
