#include "core/analysis/invariant_checks.h"
#include "core/analysis/phrases.h"
#include "core/runtime/say.h"

namespace stampede {

namespace {

std::string at(Instant t)
{
    return say(" at {}", phrase(t));
}

/// 1: every request ends exactly once.
class EndsCheck final : public InvariantCheck {
public:
    using InvariantCheck::InvariantCheck;

    bool concerns(EventKind w) const override
    {
        return w == EventKind::arrived || w == EventKind::queued || ends_request(w);
    }

    void see(const Seen& seen) override
    {
        const Event& e = seen.event;
        if (!e.call.is_request()) return;
        State& state = states_[e.call.number() - 1];
        if (e.what() == EventKind::arrived || e.what() == EventKind::queued) state.arrived = true;
        if (!ends_request(e.what())) return;
        if (!state.arrived && e.what() != EventKind::rejected)
            violations_.add(Invariant::ends_once, say("{} ended ({}){} without having arrived",
                                                      phrase(e.call), name(e.what()), at(e.at)));
        if (state.ended)
            violations_.add(Invariant::ends_once,
                            say("{} ended a second time ({}){}", phrase(e.call), name(e.what()), at(e.at)));
        state.ended = true;
    }

    std::size_t finish() override
    {
        if (cut_off()) return 1;
        for (std::size_t i = 0; i < states_.size(); ++i)
            if (states_[i].arrived && !states_[i].ended)
                violations_.add(Invariant::ends_once,
                                say("{} had not ended when the run was over{}",
                                    phrase(CallId::request(static_cast<std::uint32_t>(i) + 1)),
                                    at(recording_.end)));
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
        : InvariantCheck(r, s, v), since_(calls(), not_waiting)
    {
        // A waiter looks once more after its deadline, and faults hold up whoever they hit.
        longest_ = s.strategy.options.wait_timeout + std::chrono::seconds(1) + 10 * s.cache.round_trip;
        for (const Fault& f : s.faults) longest_ += f.duration + std::chrono::seconds(1);
    }

    bool concerns(EventKind w) const override
    {
        return w == EventKind::waits || w == EventKind::joined || w == EventKind::instance_killed ||
               stops_waiting(w);
    }

    void see(const Seen& seen) override
    {
        const Event& e = seen.event;
        if (e.what() == EventKind::instance_killed) died_with(e.aux());
        if (e.call.is_nobody()) return;
        Instant& since = since_[slot(e.call)];
        if (e.what() == EventKind::waits || e.what() == EventKind::joined) {
            if (since == not_waiting) since = e.at;
        } else if (since != not_waiting && stops_waiting(e.what())) {
            check(e.call, since, e.at, "");
            since = not_waiting;
        }
    }

    /// A refresh has nobody to be told that it is no more.
    void died_with(std::uint32_t instance)
    {
        for (std::size_t i = 0; i < since_.size(); ++i)
            if (since_[i] != not_waiting && recording_.call(call(i)).instance == instance)
                since_[i] = not_waiting;
    }

    std::size_t finish() override
    {
        for (std::size_t i = 0; i < since_.size(); ++i)
            if (since_[i] != not_waiting)
                check(call(i), since_[i], recording_.end, say("and still did when the run was over"));
        if (recording_.tasks_left > 0)
            violations_.add(
                Invariant::ends_in_time,
                say("{} left after the run", counted(recording_.tasks_left, "task, timer or waiter was",
                                                     "tasks, timers or waiters were")));
        return 1;
    }

private:
    static constexpr Instant not_waiting{never};

    static bool stops_waiting(EventKind w)
    {
        return ends_request(w) || w == EventKind::deadline_passed || w == EventKind::won ||
               w == EventKind::load_began || w == EventKind::second_look_hit ||
               w == EventKind::soft_timeout || w == EventKind::refresh_ended;
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
                        say("{} waited for others from {} for {}{}, with a wait_timeout of {}", phrase(who),
                            phrase(since), phrase(until - since), still.empty() ? "" : " " + still,
                            phrase(scenario_.strategy.options.wait_timeout)));
    }

    std::vector<Instant> since_;
    Duration longest_{};
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

}  // namespace stampede
