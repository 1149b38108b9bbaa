#pragma once

#include "core/runtime/batch.h"
#include "core/runtime/instant_heap.h"
#include "core/runtime/large_memory.h"
#include "core/runtime/operation.h"
#include "core/runtime/ticket_table.h"
#include "core/runtime/wheel_level.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace stampede {

/// Event queue as a radix timer wheel: what an event costs does not depend on how many are pending.
/// Operations due at the same instant come out in the order they went in. Owns no operation; allocates
/// nothing per event once it has grown; its memory is handed on to the thread's next queue.
///
/// An instant is cut into digits: 8 bits for a place in a *window* of 256 ns, three times 12 bits for a slot
/// of a level, and the rest. An event waits in the level of the highest digit in which it differs from
/// `base_`; when its slot's time comes, the slot is opened: its events move to lower levels, and from the
/// lowest into the window, which is sorted. Four places then hold events, and these hold at any time:
///
/// - `present_`: due at `present_at_`, the instant of the last event popped, and entered since.
/// - `window_`: due before `wheel_start_` and taken from slots that were opened.
/// - `heap_`: due before `wheel_start_` and entered since.
/// - levels and `far_`: due at or after `wheel_start_`.
///
/// Hence among equal instants the window goes before the heap and the heap before the present. Few events are
/// faster in a heap than in a wheel: then `wheel_start_` is the end of time, and the heap takes all.
class TimerWheel {
public:
    TimerWheel();
    ~TimerWheel();
    TimerWheel(const TimerWheel&) = delete;
    TimerWheel& operator=(const TimerWheel&) = delete;

    /// Enters `o` at `o.at`. REQUIRES: it is not in a queue, and `o.at` is not before the last one popped.
    void push(Operation& o)
    {
        const std::int64_t at = o.at.time_since_epoch().count();
        const std::uint32_t ticket = parts_.tickets.issue(o);
        if (at == present_at_)
            parts_.present.append({static_cast<std::uint32_t>(at), ticket});
        else if (at < wheel_start_)
            push_to_heap(at, ticket);
        else
            push_to_wheel(at, ticket);
    }

    /// Takes `o` out if it is in.
    void cancel(Operation& o) { parts_.tickets.cancel(o); }

    /// `with` takes the place of `o`. REQUIRES: `with` is in no queue and `with.at == o.at`.
    void replace(Operation& o, Operation& with) { parts_.tickets.replace(o, with); }

    /// The next operation due at or before `until`, or nothing.
    Operation* pop(Instant until)
    {
        while (const std::uint32_t ticket = take_earliest(until.time_since_epoch().count())) {
            if (Operation* o = parts_.tickets.redeem(ticket)) {
                present_at_ = o->at.time_since_epoch().count();
                return o;
            }
        }
        return nullptr;
    }

    /// No operation is due before this: its instant, or the start of the slot that it waits in (a cancelled
    /// one may still count); `never` when empty.
    Instant next() const;

private:
    static constexpr unsigned window_bits = 8;
    static constexpr std::size_t levels = 3;
    static constexpr std::int64_t end_of_time = INT64_MAX;
    /// With more pending than this the heap hands over to the wheel; with fewer than `few` it gets them back.
    static constexpr std::size_t many = 256;
    static constexpr std::size_t few = 64;

    /// How many events ahead of their turn things are fetched into the cache, and to how many the window is
    /// filled so that there are so many to look at; but with nothing due long after its first, since all that
    /// is entered before the window's end has to go through the heap.
    static constexpr std::size_t ticket_ahead = 24;
    static constexpr std::size_t operation_ahead = 16;
    static constexpr std::size_t frame_ahead = 8;
    static constexpr std::size_t enough = 32;
    static constexpr std::int64_t furthest_extension = 16'384;

    struct FarItem {
        std::int64_t at;
        std::uint32_t ticket;
    };

    /// What is handed from queue to queue: all that has memory of its own.
    struct Parts {
        TicketTable tickets;
        Batch present;
        Batch window;
        InstantHeap heap;
        WheelLevel level[levels];
        ChunkPool chunks;
        std::vector<FarItem> far;

        void clear();
    };
    struct Spare;

    /// First bit of an instant's digit that names a slot of the level.
    static constexpr unsigned shift(std::size_t level)
    {
        return window_bits + WheelLevel::digit_bits * unsigned(level);
    }

    void push_to_heap(std::int64_t at, std::uint32_t ticket)
    {
        parts_.heap.push(at, ticket);
        if (wheel_start_ == end_of_time && parts_.heap.size() > many) hand_over_to_wheel();
    }

    void push_to_wheel(std::int64_t at, std::uint32_t ticket)
    {
        ++in_wheel_;
        place(at, ticket);
    }

    /// Puts an event where it belongs in levels or `far`. REQUIRES: at ≥ wheel_start_.
    void place(std::int64_t at, std::uint32_t ticket)
    {
        const auto difference = static_cast<std::uint64_t>(at ^ base_);
        for (std::size_t k = 0; k < levels; ++k) {
            if (difference >> shift(k + 1)) continue;
            const auto slot = static_cast<std::size_t>(at >> shift(k)) % WheelLevel::slot_count;
            parts_.level[k].put(slot, {static_cast<std::uint32_t>(at), ticket}, parts_.chunks);
            return;
        }
        parts_.far.push_back({at, ticket});
        if (at < far_from_) far_from_ = at;
    }

    /// The ticket of the event due first, which leaves the queue; 0 if that is after `until`.
    std::uint32_t take_earliest(std::int64_t until)
    {
        for (;;) {
            const std::int64_t window = parts_.window.empty() ? end_of_time : window_at(parts_.window[0]);
            const std::int64_t heap = parts_.heap.empty() ? end_of_time : parts_.heap.front_at();
            const std::int64_t present = parts_.present.empty() ? end_of_time : present_at_;
            if (window <= heap && window <= present) {
                if (window != end_of_time) return window > until ? 0 : take_from_window();
                if (!open_next(until)) return 0;
            } else if (heap <= present) {
                return heap > until ? 0 : parts_.heap.pop();
            } else {
                return present > until ? 0 : take(parts_.present);
            }
        }
    }

    std::int64_t window_at(const WheelItem& item) const
    {
        return (base_ & ~std::int64_t{0xffffffff}) | item.low;
    }

    std::uint32_t take_from_window()
    {
        if (parts_.window.size() <= ticket_ahead && !parts_.level[0].empty()) extend_window();
        return take(parts_.window);
    }

    std::uint32_t take(Batch& batch)
    {
        fetch_ahead(batch);
        return batch.take().ticket;
    }

    /// Operations wait wherever their coroutines' frames lie. While one is resumed, later ones are fetched
    /// into the
    /// cache: first the ticket's cell, some events later, when that can be read, the operation, then its
    /// waiter's frame.
    [[gnu::always_inline]] void fetch_ahead(const Batch& batch) const
    {
        if (batch.size() <= ticket_ahead) return;
        parts_.tickets.fetch_ahead(batch[ticket_ahead].ticket);
        if (const Operation* o = parts_.tickets.holder(batch[operation_ahead].ticket)) prefetch(o, 4);
        if (const Operation* o = parts_.tickets.holder(batch[frame_ahead].ticket); o && o->waiter)
            prefetch(o->waiter.address(), 4);
    }

    /// Opens the next slot of the wheel if it begins at or before `until`. REQUIRES: window, heap and present
    /// are empty.
    bool open_next(std::int64_t until);
    void open_window(std::size_t slot);
    void extend_window();
    void open_slot(std::size_t level, std::size_t slot);
    void open_far();
    std::int64_t slot_start(std::size_t level, std::size_t slot) const;
    std::int64_t instant_of(const WheelItem& item, std::size_t level, std::size_t slot) const;
    void hand_over_to_wheel();
    void hand_over_to_heap();

    Parts parts_;
    std::int64_t present_at_ = 0;
    std::int64_t base_ = 0;  ///< start of the slot opened last
    std::int64_t wheel_start_ = end_of_time;
    std::int64_t far_from_ = end_of_time;  ///< the earliest of `far`
    std::size_t in_wheel_ = 0;             ///< events in levels and `far`
};

}  // namespace stampede
