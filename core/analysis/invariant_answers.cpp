#include "core/analysis/invariant_checks.h"
#include "core/analysis/phrases.h"
#include "core/recording/read_events.h"
#include "core/runtime/say.h"

#include <algorithm>
#include <unordered_map>

namespace stampede {

namespace {

/// 8: no answer from an entry that had gone before the request came; under fencing none older than one that
/// the same instance had given before the request came. Fencing orders what is stored under locks: a load at
/// the deadline has none, so from then on nothing is promised about the order of that key's versions.
class AnswersCheck final : public InvariantCheck {
public:
    AnswersCheck(const Recording& r, const Scenario& s, Violations& v)
        : InvariantCheck(r, s, v), arrived_(r.requests.size())
    {
        ordered_ = s.strategy.options.fencing && s.strategy.who != Who::everyone &&
                   s.strategy.who != Who::one_per_instance && s.strategy.options.mistakes.empty() &&
                   s.faults.empty() && s.warming.empty() && !s.adaptation;
        // An instance whose clock is wrong takes dead entries for live ones: that is what the fault is there
        // to show.
        clocks_agree_ = std::none_of(s.faults.begin(), s.faults.end(),
                                     [](const Fault& f) { return f.kind == FaultKind::clock_jump; });
    }

    bool concerns(EventKind w) const override
    {
        return w == EventKind::stored || w == EventKind::load_found_nothing ||
               w == EventKind::deadline_passed || w == EventKind::arrived || w == EventKind::queued ||
               (w >= EventKind::answered_fresh && w <= EventKind::answered_shared);
    }

    void see(const Seen& seen) override
    {
        const Event& e = seen.event;
        if (!seen.call) return;
        Key& key = key_of(seen.key());
        if (e.what() == EventKind::stored && seen.detail) store(key, StoredEntry::of(*seen.detail));
        if (e.what() == EventKind::load_found_nothing) key.absent = true;  // answers about it have no version
        if (e.what() == EventKind::deadline_passed) key.unlocked = true;
        if (!e.call.is_request() || key.absent) return;
        if (e.what() == EventKind::arrived || e.what() == EventKind::queued) arrive(e, *seen.call);
        if (clocks_agree_ && (e.what() == EventKind::answered_fresh || e.what() == EventKind::answered_stale))
            age(e, key);
        if (ordered_ && !key.unlocked && e.what() >= EventKind::answered_fresh &&
            e.what() <= EventKind::answered_shared)
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
    struct Key {
        std::vector<Kept> kept;  ///< the latest versions, in the order in which they were first stored
        bool absent = false;
        bool unlocked = false;  ///< somebody loaded it without a lock
    };

    Key& key_of(std::uint32_t key)
    {
        if (key >= keys_.size()) keys_.resize(std::max<std::size_t>(key + 1, 2 * keys_.size()));
        return keys_[key];
    }

    static std::uint64_t place(std::uint32_t key, std::uint32_t instance)
    {
        return std::uint64_t{key} << 16 | instance;
    }

    static Kept* find(Key& key, std::uint32_t version)
    {
        for (auto k = key.kept.rbegin(); k != key.kept.rend(); ++k)
            if (k->version == version) return &*k;
        return nullptr;
    }

    static void store(Key& key, const StoredEntry& entry)
    {
        const std::uint32_t version = version_in_answers(entry);
        if (Kept* known = find(key, version)) {
            known->until = std::max(known->until, entry.kept_until);
            return;
        }
        // Answers come soon after their look: a short memory is enough, and keeps the search short.
        constexpr std::size_t memory = 64;
        if (key.kept.size() == memory) key.kept.erase(key.kept.begin());
        key.kept.push_back({version, entry.kept_until});
    }

    void arrive(const Event& e, const CallFacts& c)
    {
        Arrival& a = arrived_[e.call.number() - 1];
        a.at = e.at;
        if (!ordered_) return;
        if (const auto n = newest_.find(place(c.key, c.instance)); n != newest_.end()) a.newest = n->second;
    }

    void age(const Event& e, Key& key)
    {
        const Kept* k = find(key, e.aux());
        if (!k || k->until >= arrived_[e.call.number() - 1].at) return;
        violations_.add(Invariant::answer_age,
                        say("{} was given version {} {} at {}, which was usable until {} only",
                            phrase(e.call), k->version, of_key(recording_.call(e.call).key), phrase(e.at),
                            phrase(k->until)));
    }

    void order(const Event& e, const CallFacts& c)
    {
        const std::uint32_t before = arrived_[e.call.number() - 1].newest;
        if (e.aux() + 1 < before)
            violations_.add(Invariant::answer_age,
                            say("{} was given version {} {} at {}, older than version {} that its instance "
                                "had given before it arrived",
                                phrase(e.call), e.aux(), of_key(c.key), phrase(e.at), before - 1));
        std::uint32_t& newest = newest_[place(c.key, c.instance)];
        newest = std::max(newest, e.aux() + 1);
    }

    std::vector<Arrival> arrived_;
    std::vector<Key> keys_;
    std::unordered_map<std::uint64_t, std::uint32_t> newest_;
    bool ordered_ = false;
    bool clocks_agree_ = true;
};

}  // namespace

std::unique_ptr<InvariantCheck> check_answers(const Recording& r, const Scenario& s, Violations& v)
{
    return std::make_unique<AnswersCheck>(r, s, v);
}

}  // namespace stampede
