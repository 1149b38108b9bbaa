#pragma once

#include "core/runtime/wheel_level.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace stampede {

/// Items in the order they are due, taken from the front. Its memory grows to the largest batch and stays.
class Batch {
public:
    bool empty() const { return next_ == items_.size(); }
    std::size_t size() const { return items_.size() - next_; }
    /// The item `ahead` places behind the front. REQUIRES: there is one.
    const WheelItem& operator[](std::size_t ahead) const { return items_[next_ + ahead]; }

    /// Takes the front. REQUIRES: not empty.
    WheelItem take()
    {
        const WheelItem item = items_[next_++];
        if (next_ == items_.size()) clear();
        return item;
    }

    void append(WheelItem item)
    {
        if (items_.size() == items_.capacity()) make_room();
        items_.push_back(item);
    }

    /// Appends a list of chunks of one slot of 256 ns, sorted by instant, equal ones as they are; frees the
    /// list.
    /// REQUIRES: none of them is due before what is here.
    void append(WheelChunk* list, ChunkPool& chunks)
    {
        forget_taken();
        const std::size_t first = items_.size();
        for (; list; list = chunks.give_back(list)) items_.insert(items_.end(), list->begin(), list->end());
        sort(items_.begin() + static_cast<std::ptrdiff_t>(first));
    }

    void clear()
    {
        items_.clear();
        next_ = 0;
    }

private:
    static bool earlier(const WheelItem& a, const WheelItem& b) { return a.low < b.low; }

    using Place = std::vector<WheelItem>::iterator;

    /// Moves what is left to the front if that is at most half, so that a batch that is filled while it is
    /// emptied grows to what is in it, not to all that ever was.
    void make_room()
    {
        if (next_ >= items_.size() / 2) forget_taken();
    }

    void forget_taken()
    {
        items_.erase(items_.begin(), items_.begin() + static_cast<std::ptrdiff_t>(next_));
        next_ = 0;
    }

    void sort(Place first)
    {
        if (std::is_sorted(first, items_.end(), earlier)) return;
        if (items_.end() - first <= 24)
            insertion_sort(first);
        else
            counting_sort(first);
    }

    void insertion_sort(Place first)
    {
        for (Place next = first + 1; next < items_.end(); ++next) {
            const WheelItem item = *next;
            Place hole = next;
            for (; hole > first && earlier(item, hole[-1]); --hole) *hole = hole[-1];
            *hole = item;
        }
    }

    void counting_sort(Place first)
    {
        std::array<std::uint32_t, 256> place{};
        unsorted_.assign(first, items_.end());
        for (const WheelItem& item : unsorted_) ++place[item.low & 255];
        std::uint32_t before = 0;
        for (std::uint32_t& p : place) before += std::exchange(p, before);
        for (const WheelItem& item : unsorted_) first[place[item.low & 255]++] = item;
    }

    std::vector<WheelItem> items_;
    std::vector<WheelItem> unsorted_;
    std::size_t next_ = 0;
};

}  // namespace stampede
