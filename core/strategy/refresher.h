#pragma once

#include "core/runtime/time.h"

#include <cstdint>
#include <memory_resource>
#include <unordered_map>
#include <vector>

namespace stampede {

/// What one instance knows about refreshes that have no client: which keys the schedule is to renew, and
/// which refreshes are held off for a while. Instants of the schedule are by the instance's clock, those of
/// hold-offs by the run's.
class Refresher {
public:
    /// A hot key: clients ask for it.
    struct Hot {
        std::uint32_t key = 0;
        Instant fresh_until{};
        Instant asked_at{};
    };

    explicit Refresher(std::pmr::memory_resource* memory) : places_(memory), hold_offs_(memory) {}

    /// A client asks for the key.
    void asked_for(std::uint32_t key, Instant now);
    /// An entry was seen, or stored. Of keys that nobody asks for nothing is noted.
    void seen(std::uint32_t key, Instant fresh_until);
    /// Hot keys, in the order in which they were first asked for.
    std::size_t hot_keys() const { return schedule_.size(); }
    Hot hot_key(std::size_t i) const { return schedule_[i]; }

    /// A refresh of this generation of the key must not begin yet.
    bool held_off(std::uint32_t key, std::uint32_t generation, Instant now) const;
    /// Somebody else is at it, until then at the latest. `renewed`: the generation before is still what the
    /// pauses are counted for.
    void wait_for_another(std::uint32_t key, std::uint32_t generation, bool renewed, Instant until);
    /// A refresh failed: the next one begins a second later, then two, and so on up to 30.
    void back_off(std::uint32_t key, std::uint32_t generation, bool renewed, Instant now);
    /// The pause after the last failure; a second if there was none.
    Duration pause_of(std::uint32_t key) const;

private:
    struct HoldOff {
        Instant until{};
        Duration pause{};
        std::uint32_t generation = 0;
    };
    HoldOff& hold_off(std::uint32_t key, std::uint32_t generation, bool renewed);

    template <class T>
    using ByKey = std::pmr::unordered_map<std::uint32_t, T>;
    std::vector<Hot> schedule_;
    ByKey<std::uint32_t> places_;  ///< key → index in `schedule_`
    ByKey<HoldOff> hold_offs_;
};

}  // namespace stampede
