#pragma once

#include "core/runtime/random.h"
#include "core/strategy/caller.h"
#include "core/strategy/when.h"
#include "core/strategy/who.h"

namespace stampede {

enum class Served : std::uint8_t { fresh, stale, loaded, shared, failed };

struct Answer {
    Served served = Served::failed;
    std::uint32_t version = 0;
    Answer() = default;
    Answer(Served s, std::uint32_t v) : served(s), version(v) {}
};

/// How long values live: what the caller of a cache decides, not the strategy.
struct Lifetime {
    Duration ttl = 300s;
    double jitter = 0;  ///< ± fraction of the ttl, uniform
};

/// Who is told that a refresh without a client began or ended: the world, which knows when all is over.
class RefreshListener {
public:
    virtual void refresh_began(Caller& refresh) = 0;
    virtual void refresh_ended(Caller& refresh) = 0;

protected:
    ~RefreshListener() = default;
};

/// Any strategy: When × Who × Meanwhile over the loader with its guards. The same code runs in both worlds.
/// One engine serves all instances of a run; it must outlive their tasks.
class Engine {
public:
    Engine(const StrategySpec& spec, Lifetime lifetime, std::uint64_t seed, RefreshListener& listener);

    /// Answers one request. `c` must outlive the task.
    Task<Answer> get(Caller& c);
    /// Runs for ever on `home`: asks for its hot keys shortly before they expire. REQUIRES: spec.scheduled().
    static Root refresher(Instance& home, Engine& engine);
    /// Loads a key and stores it, whatever is there; `lifetime` replaces the ttl. Counts as a refresh.
    void warm(Instance& home, std::uint32_t key, Lifetime lifetime);

    const StrategySpec& spec() const { return spec_; }
    /// Goes by other numbers from now on, for calls under way too. REQUIRES: the same answers, fencing,
    /// prefix and mistakes.
    void take(const StrategySpec& spec, Lifetime lifetime);
    /// Multiplies β from now on (what an adaptation may do).
    void scale_beta(double factor);

    /// The ttl of the next entry to be stored, with jitter.
    Duration draw_ttl(Lifetime lifetime);
    std::uint32_t next_generation() { return ++generations_; }
    /// Where several processes share a store: somewhere of one's own, so that no two entries look the same.
    void start_generations_at(std::uint32_t first) { generations_ = first; }

private:
    struct Refresh {
        std::uint32_t key;
        Entry seen;
        std::uint32_t lease = 0;
        Origin origin = Origin::stale_hit;
        CallId parent;
        Refresh(std::uint32_t k, Origin o) : key(k), origin(o) {}
    };

    // engine_look.cpp
    Due judge(Caller& c, bool record);
    void note_hot(Caller& c);
    bool serves_old_meanwhile(const Caller& c) const;
    void start_refresh(Caller& c, bool holds_lease);
    // engine_fetch.cpp
    Task<Answer> fetch(Caller& c);
    Task<Answer> ask(Caller& c);
    Task<Answer> act_on(Caller& c, Verdict verdict);
    Task<Answer> waited(Caller& c, bool ask_again);
    static Task<Answer> at_once(Answer answer);
    Task<Answer> share(Caller& c);
    Task<Answer> share_late(Caller& c);
    Task<Answer> through_the_gate(Caller& c);
    Task<Answer> wait_for_value(Caller& c, bool locked);
    Await pause(Caller& c, bool watch);
    // engine_load.cpp
    Task<Answer> load(Caller& c);
    static void hand_over(Caller& c);
    void take_value(Caller& c, Instant began, bool found);
    bool use_old_value(Caller& c);
    // engine_query.cpp
    Task<Status> guarded_query(Caller& c);
    Task<Status> ride(Caller& c);
    bool breaker_lets_through(Caller& c);
    void breaker_learns(Caller& c, Status got);
    // engine_refresh.cpp
    static Root refresh(Instance& home, Engine& e, Refresh why);
    static Root warm_up(Instance& home, Engine& e, std::uint32_t key, Lifetime lifetime);
    bool held_off(Instance& home, std::uint32_t key, std::uint32_t generation) const;
    void hold_off(Caller& c, bool failed, Duration lock_left);

    Answer answer(Caller& c, Served how);
    Answer old_value(Caller& c);
    Answer give_up(Caller& c);

    StrategySpec spec_;
    const StrategyOptions& o_;
    const WhoRule& who_;
    const WhoRule& refresh_who_;
    Lifetime lifetime_;
    Random rolls_, ttl_jitter_, poll_jitter_;
    RefreshListener& listener_;
    std::uint32_t generations_ = 0;
};

}  // namespace stampede
