#include "core/analysis/invariant_checks.h"
#include "core/analysis/phrases.h"

#include <algorithm>
#include <unordered_set>

namespace stampede {

namespace {

std::string at(Instant t)
{
    return " at " + phrase(t);
}

/// 1: every request ends exactly once.
class EndsCheck final : public InvariantCheck {
public:
    using InvariantCheck::InvariantCheck;

    void see(const Seen& seen) override
    {
        const Event& e = seen.event;
        if (!e.call.is_request()) return;
        State& state = states_[e.call.number() - 1];
        if (e.what() == What::arrived || e.what() == What::queued) state.arrived = true;
        if (!ends_request(e.what())) return;
        if (!state.arrived && e.what() != What::rejected)
            violations_.add(Invariant::ends_once, phrase(e.call) + " ended (" + name(e.what()) + ")" +
                                                      at(e.at) + " without having arrived");
        if (state.ended)
            violations_.add(Invariant::ends_once,
                            phrase(e.call) + " ended a second time (" + name(e.what()) + ")" + at(e.at));
        state.ended = true;
    }

    std::size_t finish() override
    {
        if (cut_off()) return 1;
        for (std::size_t i = 0; i < states_.size(); ++i)
            if (states_[i].arrived && !states_[i].ended)
                violations_.add(Invariant::ends_once,
                                phrase(CallId::request(static_cast<std::uint32_t>(i) + 1)) +
                                    " had not ended when the run was over" + at(recording_.end));
        return 1;
    }

private:
    struct State {
        bool arrived = false, ended = false;
    };
    std::vector<State> states_ = std::vector<State>(recording_.requests.size());
};

/// 2: whoever waits for others stops waiting at the deadline, and in the end no task is left.
class WaitingCheck final : public InvariantCheck {
public:
    WaitingCheck(const Recording& r, const Scenario& s, Violations& v)
        : InvariantCheck(r, s, v), since_(r.requests.size() + r.refreshes.size(), not_waiting)
    {
        // A waiter looks once more after its deadline, and faults hold up whoever they hit.
        longest_ = s.strategy.options.wait_timeout + std::chrono::seconds(1) + 10 * s.cache.round_trip;
        for (const Fault& f : s.faults) longest_ += f.duration + std::chrono::seconds(1);
    }

    void see(const Seen& seen) override
    {
        const Event& e = seen.event;
        if (e.call.is_nobody()) return;
        Instant& since = since_[e.call.number() - 1 + (e.call.is_refresh() ? recording_.requests.size() : 0)];
        if (e.what() == What::waits || e.what() == What::joined) {
            if (since == not_waiting) since = e.at;
        } else if (since != not_waiting && stops_waiting(e.what())) {
            check(e.call, since, e.at, "");
            since = not_waiting;
        }
    }

    std::size_t finish() override
    {
        for (std::size_t i = 0; i < since_.size(); ++i)
            if (since_[i] != not_waiting)
                check(call(i), since_[i], recording_.end, "and still did when the run was over");
        if (recording_.tasks_left > 0)
            violations_.add(
                Invariant::ends_in_time,
                counted(recording_.tasks_left, "task, timer or waiter was", "tasks, timers or waiters were") +
                    " left after the run");
        return 1;
    }

private:
    static constexpr Instant not_waiting{never};

    static bool stops_waiting(What w)
    {
        return ends_request(w) || w == What::deadline_passed || w == What::won || w == What::load_began ||
               w == What::second_look_hit || w == What::soft_timeout || w == What::refresh_ended;
    }

    CallId call(std::size_t slot) const
    {
        const std::size_t requests = recording_.requests.size();
        return slot < requests ? CallId::request(static_cast<std::uint32_t>(slot) + 1)
                               : CallId::refresh(static_cast<std::uint32_t>(slot - requests) + 1);
    }

    void check(CallId who, Instant since, Instant until, const std::string& still)
    {
        if (until - since <= longest_) return;
        violations_.add(Invariant::ends_in_time,
                        phrase(who) + " waited for others from " + phrase(since) + " for " +
                            phrase(until - since) + (still.empty() ? "" : " " + still) +
                            ", with a wait_timeout of " + phrase(scenario_.strategy.options.wait_timeout));
    }

    std::vector<Instant> since_;
    Duration longest_{};
};

/// 8: no answer from an entry that had gone before the request came; under fencing none older than one that the same
/// instance had given before the request came.
class AnswersCheck final : public InvariantCheck {
public:
    AnswersCheck(const Recording& r, const Scenario& s, Violations& v)
        : InvariantCheck(r, s, v), arrived_(r.requests.size())
    {
        ordered_ = s.strategy.options.fencing && s.strategy.who != Who::everyone &&
                   s.strategy.who != Who::one_per_instance && s.strategy.options.mistakes.empty() &&
                   s.faults.empty() && s.warming.empty() && !s.adaptation;
        // An instance whose clock is wrong takes dead entries for live ones: that is what the fault is there to show.
        clocks_agree_ = std::none_of(s.faults.begin(), s.faults.end(),
                                     [](const Fault& f) { return f.kind == FaultKind::clock_jump; });
    }

    void see(const Seen& seen) override
    {
        const Event& e = seen.event;
        if (e.what() == What::stored && seen.detail) store(seen.key(), *seen.detail);
        if (e.what() == What::load_found_nothing) absent_.insert(seen.key());  // answers about it have no version
        if (!e.call.is_request() || absent_.contains(seen.key())) return;
        if (e.what() == What::arrived || e.what() == What::queued) arrive(e, seen.key());
        if (clocks_agree_ && (e.what() == What::answered_fresh || e.what() == What::answered_stale))
            age(e, seen.key());
        if (ordered_ && e.what() >= What::answered_fresh && e.what() <= What::answered_shared)
            order(e, *seen.call);
    }

    std::size_t finish() override { return clocks_agree_ ? 1 : 0; }

private:
    struct Arrival {
        Instant at{};
        std::uint32_t newest = 0;  ///< version + 1 of the newest answer of its instance by then
    };
    struct Kept {
        std::uint32_t version = 0;
        Instant until{};
    };

    static std::uint64_t place(std::uint32_t key, std::uint32_t instance)
    {
        return std::uint64_t{key} << 16 | instance;
    }

    void store(std::uint32_t key, const Detail& d)
    {
        const std::uint32_t version = static_cast<std::uint32_t>(d.a) & 0xffffff;
        std::vector<Kept>& kept = kept_[key];
        for (Kept& k : kept)
            if (k.version == version) {
                k.until = std::max(k.until, Instant(Duration(d.c)));
                return;
            }
        // Answers come soon after their look: a short memory is enough, and keeps the search short.
        constexpr std::size_t memory = 64;
        if (kept.size() == memory) kept.erase(kept.begin());
        kept.push_back({version, Instant(Duration(d.c))});
    }

    void arrive(const Event& e, std::uint32_t key)
    {
        Arrival& a = arrived_[e.call.number() - 1];
        a.at = e.at;
        if (ordered_)
            if (const auto n = newest_.find(place(key, recording_.call(e.call).instance)); n != newest_.end())
                a.newest = n->second;
    }

    void age(const Event& e, std::uint32_t key)
    {
        const auto known = kept_.find(key);
        if (known == kept_.end()) return;
        for (const Kept& k : known->second) {
            if (k.version != e.aux()) continue;
            if (k.until < arrived_[e.call.number() - 1].at)
                violations_.add(Invariant::answer_age, phrase(e.call) + " was given version " +
                                                           std::to_string(k.version) + " " + of_key(key) +
                                                           at(e.at) + ", which was usable until " +
                                                           phrase(k.until) + " only");
            return;
        }
    }

    void order(const Event& e, const Call& c)
    {
        const std::uint32_t before = arrived_[e.call.number() - 1].newest;
        if (e.aux() + 1 < before)
            violations_.add(Invariant::answer_age, phrase(e.call) + " was given version " +
                                                       std::to_string(e.aux()) + " " + of_key(c.key) +
                                                       at(e.at) + ", older than version " +
                                                       std::to_string(before - 1) +
                                                       " that its instance had given before it arrived");
        std::uint32_t& newest = newest_[place(c.key, c.instance)];
        newest = std::max(newest, e.aux() + 1);
    }

    std::vector<Arrival> arrived_;
    std::unordered_map<std::uint32_t, std::vector<Kept>> kept_;
    std::unordered_map<std::uint64_t, std::uint32_t> newest_;
    std::unordered_set<std::uint32_t> absent_;  ///< keys
    bool ordered_ = false;
    bool clocks_agree_ = true;
};

}  // namespace

std::unique_ptr<InvariantCheck> check_ends(const Recording& r, const Scenario& s, Violations& v)
{
    return std::make_unique<EndsCheck>(r, s, v);
}

std::unique_ptr<InvariantCheck> check_waiting(const Recording& r, const Scenario& s, Violations& v)
{
    return std::make_unique<WaitingCheck>(r, s, v);
}

std::unique_ptr<InvariantCheck> check_answers(const Recording& r, const Scenario& s, Violations& v)
{
    return std::make_unique<AnswersCheck>(r, s, v);
}

}  // namespace stampede
