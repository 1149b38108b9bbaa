#pragma once

#include "core/analysis/invariants.h"

#include <array>
#include <memory>
#include <vector>

namespace stampede {

/// Gathers violations. Of each invariant only the first few become sentences; the rest are counted.
class Violations {
public:
    void add(Invariant which, const std::string& what);
    void add(const Violations& others);
    /// Adds sentences of the form "… and 997 more" and gives them all, in order of the invariants.
    std::vector<Violation> take();

private:
    static constexpr std::size_t sentences = 3;
    struct Kind {
        std::vector<std::string> first;
        std::size_t count = 0;
    };
    std::array<Kind, 12> kinds_;
};

/// One event with what belongs to it.
struct Seen {
    const Event& event;
    const CallFacts* call;  ///< nullptr: nobody
    const Detail* detail;  ///< nullptr: none
    std::uint32_t key() const { return call ? call->key : 0; }
};

/// One or more invariants, checked event by event. Internal to analysis.
class InvariantCheck {
public:
    InvariantCheck(const Recording& r, const Scenario& s, Violations& v)
        : recording_(r), scenario_(s), violations_(v)
    {
    }
    virtual ~InvariantCheck() = default;
    /// Whether events of this kind are to be shown to it.
    virtual bool concerns(EventKind what) const = 0;
    virtual void see(const Seen& seen) = 0;
    /// After the last event. Returns how many invariants were checked: one that did not apply is not.
    virtual std::size_t finish() = 0;

protected:
    /// The run was ended by its horizon, so that requests may be open.
    bool cut_off() const;
    bool simulated() const { return recording_.world == "simulated"; }
    std::string of_key(std::uint32_t key) const;
    /// The place of a call in arrays that hold all requests, then all refreshes.
    std::size_t slot(CallId id) const
    {
        return id.number() - 1 + (id.is_refresh() ? recording_.requests.size() : 0);
    }
    std::size_t calls() const { return recording_.requests.size() + recording_.refreshes.size(); }

    const Recording& recording_;
    const Scenario& scenario_;
    Violations& violations_;
};

std::unique_ptr<InvariantCheck> check_ends(const Recording& r, const Scenario& s, Violations& v);     // 1
std::unique_ptr<InvariantCheck> check_waiting(const Recording& r, const Scenario& s, Violations& v);  // 2
std::unique_ptr<InvariantCheck> check_locks(const Recording& r, const Scenario& s,
                                            Violations& v);  // 3 4 5, and 2: locks
std::unique_ptr<InvariantCheck> check_queries(const Recording& r, const Scenario& s, Violations& v);  // 6
std::unique_ptr<InvariantCheck> check_loads(const Recording& r, const Scenario& s, Violations& v);    // 7
std::unique_ptr<InvariantCheck> check_answers(const Recording& r, const Scenario& s, Violations& v);  // 8

}  // namespace stampede
