#include "core/analysis/invariant_checks.h"
#include "core/analysis/phrases.h"
#include "core/recording/events.h"
#include "core/runtime/say.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace stampede {

namespace {

/// 6: queries started = ended + failed + running, by call; never more of them at once than there are
/// connections.
class QueriesCheck final : public InvariantCheck {
public:
    using InvariantCheck::InvariantCheck;

    bool concerns(EventKind w) const override
    {
        return w == EventKind::query_queued || w == EventKind::query_started || w == EventKind::query_ended ||
               w == EventKind::query_failed;
    }

    void see(const Seen& seen) override
    {
        const Event& e = seen.event;
        if (e.what() == EventKind::query_queued) queued_.insert(e.call.raw());
        if (e.what() == EventKind::query_started) {
            queued_.erase(e.call.raw());
            ++running_[e.call.raw()];
            if (++in_flight_ > scenario_.database.pool)
                violations_.add(Invariant::queries_add_up,
                                say("the query of {} started at {} as number {} at once, with {}",
                                    phrase(e.call), phrase(e.at),
                                    grouped(static_cast<std::int64_t>(in_flight_)),
                                    counted(scenario_.database.pool, "connection", "connections")));
        }
        if (e.what() != EventKind::query_ended && e.what() != EventKind::query_failed) return;
        const auto running = running_.find(e.call.raw());
        const bool waited_in_vain = e.what() == EventKind::query_failed && queued_.erase(e.call.raw()) > 0;
        if (waited_in_vain) return;
        if (running == running_.end() || running->second == 0) {
            violations_.add(Invariant::queries_add_up, say("a query of {} ended at {} that had not started",
                                                           phrase(e.call), phrase(e.at)));
            return;
        }
        --in_flight_;
        if (--running->second == 0) running_.erase(running);
    }

    std::size_t finish() override { return 1; }

private:
    std::unordered_map<std::uint32_t, std::uint32_t> running_;  ///< by caller, raw id
    std::unordered_set<std::uint32_t> queued_;                  ///< callers, raw ids
    std::uint64_t in_flight_ = 0;
};

/// 7: while nothing fails and loads are short against the timeouts, nobody loads what another loads or has
/// just loaded.
class LoadsCheck final : public InvariantCheck {
public:
    using InvariantCheck::InvariantCheck;

    bool concerns(EventKind w) const override
    {
        if (scenario_.strategy.who == Who::everyone || !scenario_.faults.empty()) return false;
        return w == EventKind::stored || w == EventKind::lock_taken || w == EventKind::deadline_passed ||
               w == EventKind::store_failed ||
               (w >= EventKind::load_began && w <= EventKind::load_found_nothing);
    }
    void see(const Seen& seen) override;
    std::size_t finish() override;

private:
    struct Running {
        Instant since{};
        std::size_t position = 0;  ///< in the list of its place
    };
    struct Generation {
        std::uint32_t number = 0;
        Instant fresh_until{};
    };

    bool per_cluster() const { return scenario_.strategy.who != Who::one_per_instance; }
    /// Where at most one load may run: the key, or the key on one instance.
    std::uint64_t place(const CallFacts& c) const
    {
        return std::uint64_t{c.key} << 16 | (per_cluster() ? 0 : c.instance);
    }
    void began(const Seen& seen);
    void stopped(const Seen& seen);

    std::unordered_map<std::uint64_t, std::vector<CallId>> at_place_;
    std::unordered_map<std::uint32_t, Running> running_;     ///< by caller, raw id
    std::unordered_map<std::uint32_t, Generation> current_;  ///< by key
    std::unordered_map<std::uint32_t, Generation>
        at_claim_;          ///< by holder of a lock, raw id: what was current then
    Violations found_;      ///< violations if the invariant turns out to apply
    Duration longest_{};    ///< load
    bool trouble_ = false;  ///< something failed: it does not
};

void LoadsCheck::began(const Seen& seen)
{
    const Event& e = seen.event;
    const auto begins = [&] {
        return say("{} began to load {} at {}", phrase(e.call), recording_.key_name(seen.key()),
                   phrase(e.at));
    };
    std::vector<CallId>& others = at_place_[place(*seen.call)];
    if (!others.empty())
        found_.add(Invariant::loads_per_miss,
                   say("{} while {} was loading it{}", begins(), phrase(others.front()),
                       per_cluster() ? "" : say(" on the same instance")));
    running_[e.call.raw()] = {e.at, others.size()};
    others.push_back(e.call);

    const auto claim = at_claim_.find(e.call.raw());
    if (claim == at_claim_.end() || !seen.detail) return;
    const Generation& g = claim->second;
    if (g.number != 0 && g.fresh_until > e.at && g.number != Replaced::of(*seen.detail).generation)
        found_.add(Invariant::loads_per_miss,
                   say("{} although a fresh value had been stored before it got the lock", begins()));
}

void LoadsCheck::stopped(const Seen& seen)
{
    const auto mine = running_.find(seen.event.call.raw());
    if (mine == running_.end()) return;
    longest_ = std::max(longest_, seen.event.at - mine->second.since);
    std::vector<CallId>& others = at_place_[place(*seen.call)];
    others[mine->second.position] = others.back();
    running_[others.back().raw()].position = mine->second.position;
    others.pop_back();
    running_.erase(mine);
}

void LoadsCheck::see(const Seen& seen)
{
    if (trouble_ || !seen.call) return;
    const bool warming = seen.call->origin == Origin::warming;  // it loads whatever others do
    switch (seen.event.what()) {
    case EventKind::load_began:
        if (!warming) began(seen);
        break;
    case EventKind::load_ended: stopped(seen); break;
    case EventKind::lock_taken:
        if (per_cluster()) at_claim_[seen.event.call.raw()] = current_[seen.key()];
        break;
    case EventKind::stored:
        if (seen.detail) {
            const auto entry = StoredEntry::of(*seen.detail);
            current_[seen.key()] = {entry.generation, entry.fresh_until};
        }
        break;
    default: trouble_ = true;
    }
}

std::size_t LoadsCheck::finish()
{
    for (const auto& [call, load] : running_) longest_ = std::max(longest_, recording_.end - load.since);
    const StrategyOptions& o = scenario_.strategy.options;
    const Duration claimed = longest_ + 5 * scenario_.cache.round_trip;
    const bool applies = scenario_.strategy.who != Who::everyone && scenario_.faults.empty() && !trouble_ &&
                         recording_.changes.empty() && claimed < o.lock_timeout && claimed < o.wait_timeout;
    if (!applies) return 0;
    violations_.add(found_);
    return 1;
}

}  // namespace

std::unique_ptr<InvariantCheck> check_queries(const Recording& r, const Scenario& s, Violations& v)
{
    return std::make_unique<QueriesCheck>(r, s, v);
}

std::unique_ptr<InvariantCheck> check_loads(const Recording& r, const Scenario& s, Violations& v)
{
    return std::make_unique<LoadsCheck>(r, s, v);
}

}  // namespace stampede
