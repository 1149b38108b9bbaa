#pragma once

#include "core/runtime/random.h"
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
    virtual void refresh_began(Call& refresh) = 0;
    virtual void refresh_ended(Call& refresh) = 0;

protected:
    ~RefreshListener() = default;
};

/// Any strategy: it composes When × Who × Meanwhile over an instance's flights, loader and refresher, and has
/// no state of a call or of an instance itself. The same code runs in both worlds. One engine serves all
/// instances of a run; it must outlive their tasks.
class Engine {
public:
    /// `rules` must outlive it.
    Engine(const StrategySpec& spec, Lifetime lifetime, std::uint64_t seed, RefreshListener& listener,
           const Rules& rules = right_rules());

    /// Answers one request. `c` must outlive the task.
    Task<Answer> get(Call& c);
    /// Runs for ever on `home`: asks for its hot keys shortly before they expire. REQUIRES: spec.scheduled().
    static Root refresher(Instance& home, Engine& engine);
    /// Loads a key and stores it, whatever is there; `lifetime` replaces the ttl. Counts as a refresh.
    void warm(Instance& home, std::uint32_t key, Lifetime lifetime);

    const StrategySpec& spec() const { return spec_; }
    /// Goes by other numbers from now on, for calls under way too. REQUIRES: the same answers, fencing,
    /// prefix and mistakes.
    void apply(const StrategySpec& spec, Lifetime lifetime);
    /// Multiplies β from now on (what an adaptation may do).
    void scale_beta(double factor);

    /// The ttl of the next entry to be stored, with jitter.
    Duration draw_ttl(Lifetime lifetime);
    std::uint32_t next_generation() { return ++generations_; }
    /// Where several processes share a store: somewhere of one's own, so that no two entries look the same.
    void start_generations_at(std::uint32_t first) { generations_ = first; }

private:
    /// Why a refresh is made, and what the call that starts it knows already.
    struct Refresh {
        std::uint32_t key;
        Entry seen;
        Offer offer;
        Origin origin = Origin::stale_hit;
        CallId parent;
        Refresh(std::uint32_t k, Origin o) : key(k), origin(o) {}
    };

    // engine.cpp
    Due judge(const Call& c);
    const WhoRule& who_for(const Call& c) const { return c.origin == Origin::client ? who_ : refresh_who_; }
    Answer answer(Call& c, Served how);
    Answer old_value(Call& c);
    static Task<Answer> at_once(Answer answer);
    // engine_get.cpp
    bool serves_old_meanwhile(const Call& c) const;
    void start_refresh(const Call& c);
    Task<Answer> old_value_unless_soon(Call& c);
    // engine_fetch.cpp
    Task<Answer> fetch(Call& c);
    Task<Answer> ask(Call& c);
    Task<Answer> act_on(Call& c, const Offer& offer);
    Task<Answer> share(Call& c);
    Task<Answer> wait_for_value(Call& c, bool locked);
    Await pause(Call& c, bool watch);
    Task<Answer> waited(Call& c, bool ask_again);
    Task<Answer> load_after_deadline(Call& c);
    Task<Answer> share_late(Call& c);
    Answer give_up(Call& c);
    // engine_load.cpp
    Task<Answer> load(Call& c);
    void fill_in(Call& c, Instant began, bool found, Lifetime lifetime);
    bool use_old_value(Call& c);
    // engine_refresh.cpp
    static Root refresh(Instance& home, Engine& e, Refresh why);
    static Root warm_up(Instance& home, Engine& e, std::uint32_t key, Lifetime lifetime);
    Duration refresh_ahead() const;
    bool held_off(const Call& c) const;

    StrategySpec spec_;
    const Terms terms_;
    const StrategyOptions& o_;
    const Rules& rules_;
    const WhoRule& who_;
    const WhoRule& refresh_who_;
    Lifetime lifetime_;
    Random rolls_, ttl_jitter_, poll_jitter_;
    RefreshListener& listener_;
    std::uint32_t generations_ = 0;
};

}  // namespace stampede
