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

    void append(const WheelChunk& chunk) { items_.insert(items_.end(), chunk.begin(), chunk.end()); }

    /// Sorts by instant, equal ones as they are. REQUIRES: nothing taken yet; all in one window of 256 ns.
    void sort()
    {
        if (std::is_sorted(items_.begin(), items_.end(), earlier)) return;
        if (items_.size() <= 24)
            insertion_sort();
        else
            counting_sort();
    }

    void clear()
    {
        items_.clear();
        next_ = 0;
    }

private:
    static bool earlier(const WheelItem& a, const WheelItem& b) { return a.low < b.low; }

    /// Moves what is left to the front if that is at most half, so that a batch that is filled while it is emptied
    /// grows to what is in it, not to all that ever was.
    void make_room()
    {
        if (next_ == 0 || next_ < items_.size() / 2) return;
        items_.erase(items_.begin(), items_.begin() + static_cast<std::ptrdiff_t>(next_));
        next_ = 0;
    }

    void insertion_sort()
    {
        for (std::size_t i = 1; i < items_.size(); ++i) {
            const WheelItem item = items_[i];
            std::size_t hole = i;
            for (; hole > 0 && earlier(item, items_[hole - 1]); --hole) items_[hole] = items_[hole - 1];
            items_[hole] = item;
        }
    }

    void counting_sort()
    {
        std::array<std::uint32_t, 256> place{};
        for (const WheelItem& item : items_) ++place[item.low & 255];
        std::uint32_t before = 0;
        for (std::uint32_t& p : place) before += std::exchange(p, before);
        sorted_.resize(items_.size());
        for (const WheelItem& item : items_) sorted_[place[item.low & 255]++] = item;
        items_.swap(sorted_);
    }

    std::vector<WheelItem> items_;
    std::vector<WheelItem> sorted_;
    std::size_t next_ = 0;
};

}  // namespace stampede
