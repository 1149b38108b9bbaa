#pragma once

#include "core/runtime/large_memory.h"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace stampede {

/// An event in a slot: the low 32 bits of its instant (its slot tells the others) and its ticket.
struct WheelItem {
    std::uint32_t low;
    std::uint32_t ticket;
};

/// A piece of a slot's list.
struct WheelChunk {
    static constexpr std::uint32_t capacity = 30;

    WheelChunk* next;
    std::uint32_t size;
    WheelItem items[capacity];

    const WheelItem* begin() const { return items; }
    const WheelItem* end() const { return items + size; }
};
static_assert(sizeof(WheelChunk) == 256);

/// Where chunks come from and go back to; frees them when it goes itself.
class ChunkPool {
public:
    /// An empty chunk with no next one.
    WheelChunk* take()
    {
        WheelChunk* chunk = free_ ? std::exchange(free_, free_->next) : fresh();
        chunk->next = nullptr;
        chunk->size = 0;
        return chunk;
    }

    /// Gives `chunk` back and returns the one after it: walks a list and frees it.
    WheelChunk* give_back(WheelChunk* chunk)
    {
        WheelChunk* next = chunk->next;
        chunk->next = std::exchange(free_, chunk);
        if (next) prefetch(next, sizeof(WheelChunk) / 64);
        return next;
    }

    /// Takes every chunk back, whoever has it.
    void reclaim()
    {
        free_ = nullptr;
        used_blocks_ = unused_ = 0;
    }

private:
    static constexpr std::size_t block_size = 256;

    WheelChunk* fresh()
    {
        if (unused_ == 0) {
            if (used_blocks_ == blocks_.size())
                blocks_.push_back(std::make_unique_for_overwrite<WheelChunk[]>(block_size));
            ++used_blocks_;
            unused_ = block_size;
        }
        return &blocks_[used_blocks_ - 1][block_size - unused_--];
    }

    WheelChunk* free_ = nullptr;
    std::vector<std::unique_ptr<WheelChunk[]>> blocks_;
    std::size_t used_blocks_ = 0;
    std::size_t unused_ = 0;  // at the end of the last block in use
};

/// One digit of the wheel: 4096 slots, each a list of items in the order they were put there. Costs its
/// bitmap until the first item comes; what a slot holds means something only where its bit is set.
class WheelLevel {
public:
    static constexpr unsigned digit_bits = 12;
    static constexpr std::size_t slot_count = std::size_t{1} << digit_bits;

    bool empty() const { return words_ == 0; }

    /// The lowest slot that holds items. REQUIRES: not empty.
    std::size_t first() const
    {
        const auto word = static_cast<std::size_t>(std::countr_zero(words_));
        return word * 64 + static_cast<std::size_t>(std::countr_zero(occupied_[word]));
    }

    void put(std::size_t slot, WheelItem item, ChunkPool& chunks)
    {
        const std::uint64_t bit = std::uint64_t{1} << (slot & 63);
        if (!(occupied_[slot >> 6] & bit)) begin(slot, chunks);
        WheelChunk* chunk = slots_[slot].last;
        if (chunk->size == WheelChunk::capacity) chunk = extend(slot, chunks);
        chunk->items[chunk->size++] = item;
    }

    /// Empties the slot and gives its list. REQUIRES: it holds items.
    WheelChunk* take(std::size_t slot)
    {
        const std::size_t word = slot >> 6;
        occupied_[word] &= ~(std::uint64_t{1} << (slot & 63));
        if (occupied_[word] == 0) words_ &= ~(std::uint64_t{1} << word);
        return slots_[slot].first;
    }

    /// Forgets every item and keeps the slots' memory.
    void clear()
    {
        for (; words_ != 0; words_ &= words_ - 1) occupied_[std::countr_zero(words_)] = 0;
    }

private:
    struct Slot {
        WheelChunk* first;
        WheelChunk* last;
    };

    void begin(std::size_t slot, ChunkPool& chunks)
    {
        if (!slots_) slots_ = std::make_unique_for_overwrite<Slot[]>(slot_count);
        slots_[slot].first = slots_[slot].last = chunks.take();
        occupied_[slot >> 6] |= std::uint64_t{1} << (slot & 63);
        words_ |= std::uint64_t{1} << (slot >> 6);
    }

    WheelChunk* extend(std::size_t slot, ChunkPool& chunks)
    {
        WheelChunk* chunk = chunks.take();
        slots_[slot].last->next = chunk;
        return slots_[slot].last = chunk;
    }

    std::unique_ptr<Slot[]> slots_;
    std::uint64_t words_ = 0;  // which words of occupied_ are not zero
    std::uint64_t occupied_[slot_count / 64] = {};
};

}  // namespace stampede
