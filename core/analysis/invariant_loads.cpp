#include "core/analysis/invariant_checks.h"
#include "core/analysis/phrases.h"

#include <algorithm>
#include <unordered_set>

namespace stampede {

namespace {

/// 6: queries started = ended + failed + running, by call; never more of them at once than there are connections.
class QueriesCheck final : public InvariantCheck {
public:
    using InvariantCheck::InvariantCheck;

    void see(const Seen& seen) override
    {
        const Event& e = seen.event;
        if (e.what() == What::query_queued) queued_.insert(e.call.raw());
        if (e.what() == What::query_started) {
            queued_.erase(e.call.raw());
            ++running_[e.call.raw()];
            if (++in_flight_ > scenario_.database.pool)
                violations_.add(Invariant::queries_add_up,
                                "the query of " + phrase(e.call) + " started at " + phrase(e.at) +
                                    " as number " + grouped(static_cast<std::int64_t>(in_flight_)) +
                                    " at once, with " +
                                    counted(scenario_.database.pool, "connection", "connections"));
        }
        if (e.what() != What::query_ended && e.what() != What::query_failed) return;
        const auto running = running_.find(e.call.raw());
        const bool waited_in_vain = e.what() == What::query_failed && queued_.erase(e.call.raw()) > 0;
        if (waited_in_vain) return;
        if (running == running_.end() || running->second == 0) {
            violations_.add(Invariant::queries_add_up, "a query of " + phrase(e.call) + " ended at " +
                                                           phrase(e.at) + " that had not started");
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

/// 7: while nothing fails and loads are short against the timeouts, nobody loads what another loads or has just loaded.
class LoadsCheck final : public InvariantCheck {
public:
    using InvariantCheck::InvariantCheck;

    void see(const Seen& seen) override;
    std::size_t finish() override;

private:
    struct Running {
        CallId call;
        std::uint32_t key = 0;
        std::uint16_t instance = 0;
        Instant since{};
    };
    struct Generation {
        std::uint32_t number = 0;
        Instant fresh_until{};
    };

    bool per_cluster() const
    {
        const Who who = scenario_.strategy.who;
        return who == Who::one_per_cluster || who == Who::instance_then_cluster || who == Who::lease;
    }
    void began(const Seen& seen);
    void stopped(const Seen& seen);
    void note(const std::string& what) { found_.push_back(what); }

    std::unordered_map<std::uint32_t, std::vector<Running>> running_;  ///< by key
    std::unordered_map<std::uint32_t, Generation> current_;            ///< by key
    std::unordered_map<std::uint32_t, Generation>
        at_claim_;  ///< by holder of a lock, raw id: what was current then
    std::vector<std::string> found_;
    Duration longest_{};
    bool trouble_ = false;
};

void LoadsCheck::began(const Seen& seen)
{
    const Event& e = seen.event;
    std::vector<Running>& running = running_[seen.key()];
    for (const Running& r : running)
        if (per_cluster() || r.instance == seen.call->instance) {
            note(phrase(e.call) + " began to load " + recording_.key_name(seen.key()) + " at " +
                 phrase(e.at) + " while " + phrase(r.call) + " was loading it" +
                 (per_cluster() ? "" : " on the same instance"));
            break;
        }
    running.push_back({e.call, seen.key(), seen.call->instance, e.at});

    const auto claim = at_claim_.find(e.call.raw());
    if (claim == at_claim_.end() || !seen.detail) return;
    const Generation& g = claim->second;
    if (g.number != 0 && g.fresh_until > e.at && g.number != seen.detail->a)
        note(phrase(e.call) + " began to load " + recording_.key_name(seen.key()) + " at " + phrase(e.at) +
             " although a fresh value had been stored before it got the lock");
}

void LoadsCheck::stopped(const Seen& seen)
{
    const auto found = running_.find(seen.key());
    if (found == running_.end()) return;
    std::vector<Running>& running = found->second;
    const auto mine = std::find_if(running.begin(), running.end(),
                                   [&](const Running& r) { return r.call == seen.event.call; });
    if (mine == running.end()) return;
    longest_ = std::max(longest_, seen.event.at - mine->since);
    running.erase(mine);
}

void LoadsCheck::see(const Seen& seen)
{
    if (!seen.call || seen.call->origin == Origin::warming) {
        if (seen.event.what() != What::stored || !seen.call) return;
    }
    switch (seen.event.what()) {
        case What::load_began:
            began(seen);
            break;
        case What::load_failed:
        case What::load_found_nothing:
        case What::deadline_passed:
        case What::store_failed:
            trouble_ = true;
            [[fallthrough]];
        case What::load_ended:
            stopped(seen);
            break;
        case What::lock_taken:
            if (per_cluster()) at_claim_[seen.event.call.raw()] = current_[seen.key()];
            break;
        case What::stored:
            if (seen.detail)
                current_[seen.key()] = {
                    static_cast<std::uint32_t>(static_cast<std::uint64_t>(seen.detail->a) >> 32),
                    Instant(Duration(seen.detail->b))};
            break;
        default:
            break;
    }
}

std::size_t LoadsCheck::finish()
{
    for (const auto& [key, running] : running_)
        for (const Running& r : running) longest_ = std::max(longest_, recording_.end - r.since);
    const StrategyOptions& o = scenario_.strategy.options;
    const Duration claimed = longest_ + 5 * scenario_.cache.round_trip;
    const bool applies = scenario_.strategy.who != Who::everyone && scenario_.faults.empty() && !trouble_ &&
                         claimed < o.lock_timeout && claimed < o.wait_timeout;
    if (!applies) return 0;
    for (const std::string& what : found_) violations_.add(Invariant::loads_per_miss, what);
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
