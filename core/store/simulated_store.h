#pragma once

#include "core/store/network.h"
#include "core/store/store.h"

#include <deque>
#include <vector>

namespace stampede {

/// Redis as a model: a command is applied after half a round trip, after those that arrived before it when
/// commands take time, and its answer arrives after the other half.
class SimulatedStore final : public Store {
public:
    SimulatedStore(Scheduler& s, Recorder& r, const NetworkModel& network, std::uint32_t keys,
                   std::uint64_t seed);

    void due(Operation& o) override;
    void preload(CallId call, std::uint32_t key, const Entry& entry, Duration ttl) override;

    // Faults.
    /// Until then every command that arrives is answered by an error.
    void set_down_until(Instant t) { down_until_ = t; }
    /// Round trips and service times take `times` as long from now on.
    void set_times(double times) { network_.set_times(times); }
    /// Other round trips and service times from now on.
    void apply(const NetworkModel& network) { network_.apply(network); }
    /// Commands to and from this instance are lost until then: errors.
    void cut_off(std::uint16_t instance, Instant until);
    /// The next answer is lost: the command is applied, its caller gets an error after `reply_timeout`.
    void lose_next_reply() { ++replies_to_lose_; }
    /// Deletes an entry; where leases are handed out, the key's lease is void.
    void flush(std::uint32_t key, bool leased);
    /// All data, locks and tokens are gone: flushed, or lost with a restart.
    void forget_all();

    /// Who holds a lock or lease that has not run out: the one taken last, or nobody.
    CallId lock_holder() const;
    std::uint32_t lock_owner(std::uint32_t key) const;

    static constexpr Duration reply_timeout = std::chrono::seconds(1);

private:
    struct Slot {
        Entry entry;
        Instant dropped_at{};          ///< when the entry is gone
        std::uint32_t lock = 0;        ///< token, 0: free
        std::uint32_t last_token = 0;  ///< of fenced tokens
        std::uint32_t voided = 0;      ///< fills under tokens below this one are refused
        Instant locked_until{};
        CallId holder;
        Hook watchers;
    };

    void submit(Command& c) override;
    void abandoned(Command& c) override;
    void wait_for_service(Command& c);
    void apply(Command& c);
    Status execute(Command& c);
    Status get(Command& c, const Slot& slot);
    Status get_or_lease(Command& c, Slot& slot);
    Status take_lock(Command& c, Slot& slot, Instant until);
    Status release(Command& c, Slot& slot);
    Status put(Command& c, Slot& slot);
    Status watch(Command& c, Slot& slot);
    static std::uint32_t later_token(const Slot& slot, bool kept);
    Erased::With erase(Slot& slot, bool leased);
    void forget(std::uint32_t key);
    void free_lock(Slot& slot);
    bool held(const Slot& slot) const { return slot.lock != 0 && slot.locked_until > scheduler_.now(); }
    bool kept(const Slot& slot) const { return slot.entry.present && slot.dropped_at > scheduler_.now(); }
    bool unreachable(const Command& c) const;

    Scheduler& scheduler_;
    Network network_;
    std::deque<Slot> slots_;       ///< by key
    std::deque<Command> orphans_;  ///< commands on the wire whose callers died
    std::deque<Entry> orphan_entries_;
    std::uint32_t tokens_ = 0;  ///< unfenced ones: unique
    Instant down_until_{};
    std::uint32_t replies_to_lose_ = 0;
    std::vector<Instant> cut_off_until_;  ///< by instance
    std::uint32_t last_locked_ = 0;       ///< key
};

}  // namespace stampede
