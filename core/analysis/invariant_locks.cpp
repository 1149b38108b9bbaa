#include "core/analysis/invariant_checks.h"
#include "core/analysis/phrases.h"
#include "core/recording/events.h"
#include "core/runtime/say.h"

#include <algorithm>
#include <set>
#include <unordered_map>

namespace stampede {

namespace {

/// 3, 4, 5: who owns locks and writes under them. And of 2: a call that ended left no lock behind.
class LocksCheck final : public InvariantCheck {
public:
    using InvariantCheck::InvariantCheck;

    bool concerns(EventKind w) const override
    {
        return (w >= EventKind::stored && w <= EventKind::erased) || ends_request(w) ||
               w == EventKind::store_failed || w == EventKind::instance_killed ||
               w == EventKind::fault_began || w == EventKind::load_began || w == EventKind::refresh_began ||
               w == EventKind::refresh_ended || w == EventKind::fail_safe_used;
    }
    void see(const Seen& seen) override;
    std::size_t finish() override;

private:
    struct Owner {
        std::int64_t token = 0;
        CallId call;
        Instant until{};
    };
    struct Key {
        Owner owner;                  ///< token 0: free, or expired and forgotten
        std::int64_t last_token = 0;  ///< taken
        std::int64_t voided = 0;      ///< taken before the key was deleted: void up to this one
        std::int64_t writer = 0;      ///< token under which the entry was stored
        Instant written_until{};      ///< when that entry is gone
    };
    /// Two valid owners at once. In a live run the instants are those of answers, and those of two
    /// connections may come the wrong way round: there, only what lasts is a violation.
    struct Contest {
        Owner first, second;
        std::uint32_t key = 0;
        Instant began{};
        bool over = false;
    };
    struct LeftBehind {
        Owner owner;
        std::uint32_t key = 0;
        Instant at{};
    };

    void taken(const Seen& seen);
    void released(const Seen& seen);
    void deleted(const Seen& seen);
    void wrote(const Seen& seen);
    void fill_refused(const Seen& seen);
    void erased(const Erased& e);
    void call_ended(const Seen& seen);
    void fault(const Event& e);
    void report(const Contest& c);
    void passed_on(const Seen& seen);
    std::int64_t token_of(const Seen& seen) const;
    bool store_may_fail() const;
    bool fenced() const { return scenario_.strategy.options.fencing; }

    static constexpr Instant no_end{never};

    std::unordered_map<std::uint32_t, Key> keys_;
    std::unordered_map<std::uint32_t, std::int64_t> tokens_;  ///< of calls that took a lock, by raw id
    std::vector<Contest> contests_;
    std::vector<LeftBehind> left_;
    std::set<std::pair<std::uint32_t, Instant>> kills_;  ///< instance and instant
    /// calls whose load failed, raw ids: the value has its old token
    std::set<std::uint32_t> stores_old_value_;
    std::unordered_map<std::uint32_t, Duration> clock_offsets_;  ///< by instance, against the run's clock
    std::set<std::uint32_t> troubled_;  ///< calls whom the store did not answer, raw ids
    bool stored_under_lock_ = false;
    bool used_ = false;
};

void LocksCheck::see(const Seen& seen)
{
    const Event& e = seen.event;
    switch (e.what()) {
    case EventKind::lock_taken:
        if (seen.detail && seen.call) taken(seen);
        break;
    case EventKind::lock_released:
        if (seen.detail && seen.call) released(seen);
        break;
    case EventKind::lock_deleted:
        if (seen.detail && seen.call) deleted(seen);
        break;
    case EventKind::stored:
        if (seen.call) wrote(seen);
        break;
    case EventKind::fill_refused:
        if (seen.detail) fill_refused(seen);
        break;
    case EventKind::erased:
        if (seen.detail) erased(Erased::of(*seen.detail));
        break;
    case EventKind::fail_safe_used: stores_old_value_.insert(e.call.raw()); break;
    case EventKind::store_failed: troubled_.insert(e.call.raw()); break;
    case EventKind::instance_killed: kills_.insert({e.aux(), e.at}); break;
    case EventKind::fault_began: fault(e); break;
    case EventKind::refresh_began: passed_on(seen); break;
    case EventKind::refresh_ended: call_ended(seen); break;
    case EventKind::load_began:
        // The mistake in two steps: by now the second one has given the lock its end, which no event tells.
        if (scenario_.strategy.options.makes(Mistake::setnx_then_expire) &&
            keys_[seen.key()].owner.call == e.call)
            keys_[seen.key()].owner.until = e.at + scenario_.strategy.options.lock_timeout;
        break;
    default:
        if (ends_request(e.what())) call_ended(seen);
    }
}

std::int64_t LocksCheck::token_of(const Seen& seen) const
{
    const auto t = tokens_.find(seen.event.call.raw());
    return t == tokens_.end() ? 0 : t->second;
}

void LocksCheck::taken(const Seen& seen)
{
    const Event& e = seen.event;
    used_ = true;
    Key& k = keys_[seen.key()];
    const auto lock = TakenLock::of(*seen.detail);
    const Owner next{lock.token, e.call, lock.valid_until};
    // The same token again is the same holding, written again with another end.
    if (k.owner.token != 0 && k.owner.token != next.token && k.owner.until > e.at) {
        contests_.push_back({k.owner, next, seen.key(), e.at});
        if (simulated()) report(contests_.back());
    }
    if (fenced() && next.token <= k.last_token && next.token != k.owner.token)
        violations_.add(Invariant::fencing,
                        say("{} took the lock {} at {} with token {}, which is not above the one before, {}",
                            phrase(e.call), of_key(seen.key()), phrase(e.at), next.token, k.last_token));
    k.owner = next;
    k.last_token = next.token;
    tokens_[e.call.raw()] = next.token;
}

/// A refresh goes on with the lease that came with its parent's look.
void LocksCheck::passed_on(const Seen& seen)
{
    const auto parents = tokens_.find(seen.call->parent.raw());
    if (parents == tokens_.end()) return;
    const std::int64_t token = parents->second;
    tokens_[seen.event.call.raw()] = token;
    Owner& owner = keys_[seen.key()].owner;
    if (owner.token == token) owner.call = seen.event.call;
}

void LocksCheck::released(const Seen& seen)
{
    const Event& e = seen.event;
    Key& k = keys_[seen.key()];
    const std::int64_t token = Tokens::of(*seen.detail).own;
    for (Contest& c : contests_)
        if (c.key == seen.key() && c.first.token == token && e.at - c.began < std::chrono::milliseconds(100))
            c.over = true;
    if (token != token_of(seen))
        violations_.add(Invariant::own_token,
                        say("{} released the lock {} at {} under token {}, which is not its own",
                            phrase(e.call), of_key(seen.key()), phrase(e.at), token));
    else if (simulated() && k.owner.token != token)
        violations_.add(Invariant::own_token,
                        say("{} released the lock {} at {} although it was not the owner any more",
                            phrase(e.call), of_key(seen.key()), phrase(e.at)));
    if (k.owner.token == token) k.owner = {};
}

void LocksCheck::deleted(const Seen& seen)
{
    const Event& e = seen.event;
    Key& k = keys_[seen.key()];
    const std::int64_t owner = Tokens::of(*seen.detail).met;
    if (owner != 0 && owner != token_of(seen))
        violations_.add(Invariant::own_token,
                        say("{} deleted the lock {} at {}{}", phrase(e.call), of_key(seen.key()),
                            phrase(e.at),
                            k.owner.token == owner ? say(" while {} owned it", phrase(k.owner.call))
                                                   : say(" while another owned it")));
    k.owner = {};
}

/// An older token must not write over what a later one has written, as long as that is there.
void LocksCheck::wrote(const Seen& seen)
{
    if (!fenced() || !seen.detail) return;
    const Event& e = seen.event;
    const std::int64_t token = stores_old_value_.contains(e.call.raw()) ? 0 : token_of(seen);
    Key& k = keys_[seen.key()];
    stored_under_lock_ = stored_under_lock_ || token != 0;
    if (token != 0 && token < k.writer && e.at < k.written_until)
        violations_.add(Invariant::fencing,
                        say("{} stored the entry {} at {} under token {} over one that token {} had written",
                            phrase(e.call), of_key(seen.key()), phrase(e.at), token, k.writer));
    if (token != 0 && token <= k.voided)
        violations_.add(
            Invariant::fencing,
            say("{} stored the entry {} at {} under a lease that was void: the key had been deleted",
                phrase(e.call), of_key(seen.key()), phrase(e.at)));
    k.writer = token;
    // The event has the writer's clock, the store drops the entry by its own.
    k.written_until = StoredEntry::of(*seen.detail).kept_until - clock_offsets_[seen.call->instance];
}

void LocksCheck::erased(const Erased& e)
{
    Key& k = keys_[e.key];
    if (e.with == Erased::With::locks) k = {};
    if (e.with == Erased::With::lease) k.voided = k.last_token;
    if (e.with == Erased::With::lease) k.owner = {};
    k.writer = 0;
}

void LocksCheck::fill_refused(const Seen& seen)
{
    const auto tokens = Tokens::of(*seen.detail);
    if (tokens.met > tokens.own) return;
    violations_.add(Invariant::fencing,
                    say("{}'s fill {} at {} was refused although no later token had written",
                        phrase(seen.event.call), of_key(seen.key()), phrase(seen.event.at)));
}

/// Data that was lost takes locks, and what counted them, with it. A clock that jumps stays wrong.
void LocksCheck::fault(const Event& e)
{
    if (e.aux() >= scenario_.faults.size()) return;
    const FaultKind kind = scenario_.faults[e.aux()].kind;
    if (kind == FaultKind::redis_restart || kind == FaultKind::flush_all) keys_.clear();
    if (kind == FaultKind::clock_jump)
        clock_offsets_[scenario_.faults[e.aux()].instance - 1] += scenario_.faults[e.aux()].by;
}

void LocksCheck::call_ended(const Seen& seen)
{
    const Event& e = seen.event;
    if (!tokens_.contains(e.call.raw())) return;
    const Owner& owner = keys_[seen.key()].owner;
    if (owner.token != 0 && owner.call == e.call && owner.until > e.at && !troubled_.contains(e.call.raw()) &&
        !store_may_fail())
        left_.push_back({owner, seen.key(), e.at});
}

/// Faults under which a release may get lost, and the lock stays until it expires.
bool LocksCheck::store_may_fail() const
{
    const auto harmless = [](const Fault& f) {
        return f.kind == FaultKind::kill_instance || f.kind == FaultKind::kill_lock_holder ||
               f.kind == FaultKind::pause_instance || f.kind == FaultKind::redis_slow ||
               f.kind == FaultKind::database_down || f.kind == FaultKind::database_slow ||
               f.kind == FaultKind::flush_key || f.kind == FaultKind::flush_all;
    };
    return !std::all_of(scenario_.faults.begin(), scenario_.faults.end(), harmless);
}

void LocksCheck::report(const Contest& c)
{
    const std::string until =
        c.first.until >= no_end ? say("without end") : say("until {}", phrase(c.first.until));
    violations_.add(Invariant::one_owner,
                    say("{} took the lock {} at {} while {} held it {}", phrase(c.second.call), of_key(c.key),
                        phrase(c.began), phrase(c.first.call), until));
}

std::size_t LocksCheck::finish()
{
    if (!simulated())
        for (const Contest& c : contests_)
            if (!c.over && c.first.until - c.began > std::chrono::milliseconds(100)) report(c);
    for (const LeftBehind& l : left_) {
        const bool killed = kills_.contains({recording_.call(l.owner.call).instance, l.at});
        const bool forever = l.owner.until >= no_end;
        if (killed && !forever) continue;  // a crash cannot clean up: that is what the lock's expiry is for
        violations_.add(
            Invariant::ends_in_time,
            say("{} and left the lock {} behind, {}",
                killed ? say("{} was killed at {}", phrase(l.owner.call), phrase(l.at))
                       : say("{} ended at {}", phrase(l.owner.call), phrase(l.at)),
                of_key(l.key),
                forever ? say("which never expires") : say("which expires at {}", phrase(l.owner.until))));
    }
    if (!used_) return 0;
    return fenced() && stored_under_lock_ ? 3 : 2;
}

}  // namespace

std::unique_ptr<InvariantCheck> check_locks(const Recording& r, const Scenario& s, Violations& v)
{
    return std::make_unique<LocksCheck>(r, s, v);
}

}  // namespace stampede
