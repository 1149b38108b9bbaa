#pragma once

#include "core/store/store.h"

#include <memory_resource>
#include <unordered_map>

namespace stampede {

class Flights;

/// A load that others on the same instance may wait for. Lives with whoever loads, beside the entry that it
/// is about; when it dies before it has landed, those who wait are told that they were abandoned.
class Flight {
public:
    explicit Flight(const Entry& entry) : entry_(entry) {}
    ~Flight() { land(Status::abandoned); }
    Flight(const Flight&) = delete;
    Flight& operator=(const Flight&) = delete;

    /// Others find it.
    bool leads() const { return flights_ != nullptr; }
    /// Which attempt at a load this is, counted on its instance: another one once its leader has waited, or
    /// tries again.
    std::uint32_t number() const { return number_; }
    /// Waits until it lands: ok (`to` is then a copy of its entry), failed, absent or abandoned; or timeout
    /// at `until`. `command` is the waiter's own, `to` its place for values.
    Await join(Command& command, Entry& to, Instant until);
    /// The value is there: those who wait get it, and newcomers without waiting.
    void hand_over();
    /// It is over, for those who wait too; nobody finds it any more.
    void land(Status status);

private:
    friend class Flights;
    void wake(Status status);

    const Entry& entry_;
    Hook waiting_;
    Flights* flights_ = nullptr;
    std::uint32_t key_ = 0;
    std::uint32_t number_ = 0;
    bool has_value_ = false;
};

/// Who loads on one instance, by key. Owns none of them.
class Flights {
public:
    explicit Flights(std::pmr::memory_resource* memory) : by_key_(memory) {}

    /// The one that loads this key, or nullptr.
    Flight* of(std::uint32_t key) const
    {
        const auto found = by_key_.find(key);
        return found == by_key_.end() ? nullptr : found->second;
    }
    /// From now on others find `flight`, and not the one before it.
    void lead(std::uint32_t key, Flight& flight);
    /// What its leader does now is not what those have waited for who joined so far.
    void begin_again(Flight& flight) { flight.number_ = ++numbers_; }

private:
    friend class Flight;
    void forget(Flight& flight);

    std::pmr::unordered_map<std::uint32_t, Flight*> by_key_;
    std::uint32_t numbers_ = 0;
};

}  // namespace stampede
