#include "core/runtime/timer_wheel.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace stampede {

/// The parts of the thread's last queue that ended, for the next one.
struct TimerWheel::Spare {
    bool there = false;
    Parts parts;

    static Spare& of_this_thread()
    {
        static thread_local Spare spare;
        return spare;
    }
};

void TimerWheel::Parts::clear()
{
    tickets.clear();
    present.clear();
    window.clear();
    heap.clear();
    for (WheelLevel& l : level) l.clear();
    chunks.reclaim();
    far.clear();
}

TimerWheel::TimerWheel()
{
    Spare& spare = Spare::of_this_thread();
    if (std::exchange(spare.there, false)) parts_ = std::move(spare.parts);
}

TimerWheel::~TimerWheel()
{
    Spare& spare = Spare::of_this_thread();
    if (std::exchange(spare.there, true)) return;
    parts_.clear();
    spare.parts = std::move(parts_);
}

Instant TimerWheel::next() const
{
    std::int64_t first = parts_.heap.empty() ? end_of_time : parts_.heap.front_at();
    if (!parts_.present.empty()) first = std::min(first, present_at_);
    if (!parts_.window.empty()) return Instant(Duration(std::min(first, window_at(parts_.window[0]))));
    if (first != end_of_time) return Instant(Duration(first));
    for (std::size_t k = 0; k < levels; ++k)
        if (!parts_.level[k].empty()) return Instant(Duration(slot_start(k, parts_.level[k].first())));
    return far_from_ == end_of_time ? never : Instant(Duration(far_from_));
}

bool TimerWheel::open_next(std::int64_t until)
{
    if (in_wheel_ == 0) {
        wheel_start_ = end_of_time;
        return false;
    }
    for (std::size_t k = 0; k < levels; ++k) {
        if (parts_.level[k].empty()) continue;
        const std::size_t slot = parts_.level[k].first();
        if (slot_start(k, slot) > until) return false;
        if (k == 0)
            open_window(slot);
        else if (in_wheel_ < few)
            hand_over_to_heap();
        else
            open_slot(k, slot);
        return true;
    }
    if (far_from_ > until) return false;
    open_far();
    return true;
}

void TimerWheel::open_window(std::size_t slot)
{
    base_ = slot_start(0, slot);
    wheel_start_ = base_ + (std::int64_t{1} << window_bits);
    const std::size_t before = parts_.window.size();
    parts_.window.append(parts_.level[0].take(slot), parts_.chunks);
    in_wheel_ -= parts_.window.size() - before;
}

void TimerWheel::extend_window()
{
    const std::int64_t limit = window_at(parts_.window[0]) + furthest_extension;
    while (parts_.window.size() < enough && !parts_.level[0].empty()) {
        const std::size_t slot = parts_.level[0].first();
        if (slot_start(0, slot) > limit) return;
        open_window(slot);
    }
}

void TimerWheel::open_slot(std::size_t level, std::size_t slot)
{
    base_ = wheel_start_ = slot_start(level, slot);
    for (WheelChunk* chunk = parts_.level[level].take(slot); chunk; chunk = parts_.chunks.give_back(chunk))
        for (const WheelItem& item : *chunk) place(instant_of(item, level, slot), item.ticket);
}

void TimerWheel::open_far()
{
    base_ = wheel_start_ = far_from_ >> window_bits << window_bits;
    far_from_ = end_of_time;
    for (const FarItem& item : std::exchange(parts_.far, {})) place(item.at, item.ticket);
}

std::int64_t TimerWheel::slot_start(std::size_t level, std::size_t slot) const
{
    const std::int64_t above = base_ >> shift(level + 1) << shift(level + 1);
    return above | static_cast<std::int64_t>(slot) << shift(level);
}

/// The low 32 bits of an instant are its item's; those above are its slot's, or those of `base_` where its
/// slot names none.
std::int64_t TimerWheel::instant_of(const WheelItem& item, std::size_t level, std::size_t slot) const
{
    return (slot_start(level, slot) & ~std::int64_t{0xffffffff}) | item.low;
}

void TimerWheel::hand_over_to_wheel()
{
    base_ = wheel_start_ = parts_.heap.front_at() >> window_bits << window_bits;
    for (const InstantHeap::Item& item : parts_.heap.take_all()) push_to_wheel(item.at, item.ticket);
    open_window(
        parts_.level[0].first());  // what is due at the present instant must come before what is in `present`
}

void TimerWheel::hand_over_to_heap()
{
    for (std::size_t k = 0; k < levels; ++k)
        while (!parts_.level[k].empty()) {
            const std::size_t slot = parts_.level[k].first();
            for (WheelChunk* chunk = parts_.level[k].take(slot); chunk;
                 chunk = parts_.chunks.give_back(chunk))
                for (const WheelItem& item : *chunk) parts_.heap.push(instant_of(item, k, slot), item.ticket);
        }
    for (const FarItem& item : parts_.far) parts_.heap.push(item.at, item.ticket);
    parts_.far.clear();
    far_from_ = end_of_time;
    in_wheel_ = 0;
    wheel_start_ = end_of_time;
}

}  // namespace stampede
