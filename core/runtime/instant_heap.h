#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace stampede {

/// A small 4-ary heap of tickets by instant, those of one instant in the order they went in.
class InstantHeap {
public:
    struct Item {
        std::int64_t at;
        std::uint64_t order;
        std::uint32_t ticket;

        bool operator<(const Item& o) const { return at != o.at ? at < o.at : order < o.order; }
    };

    bool empty() const { return items_.empty(); }
    std::size_t size() const { return items_.size(); }
    /// REQUIRES: not empty.
    std::int64_t front_at() const { return items_.front().at; }

    void push(std::int64_t at, std::uint32_t ticket)
    {
        const Item item{at, order_++, ticket};
        std::size_t hole = items_.size();
        items_.push_back(item);
        while (hole > 0) {
            const std::size_t parent = (hole - 1) / 4;
            if (items_[parent] < item) break;
            items_[hole] = items_[parent];
            hole = parent;
        }
        items_[hole] = item;
    }

    /// Takes the ticket of the front. REQUIRES: not empty.
    std::uint32_t pop()
    {
        const std::uint32_t ticket = items_.front().ticket;
        const Item last = items_.back();
        items_.pop_back();
        if (!items_.empty()) sink(last);
        return ticket;
    }

    /// Empties the heap; gives what was in it, in order, until the next push.
    const std::vector<Item>& take_all()
    {
        std::sort(items_.begin(), items_.end());
        taken_.clear();
        taken_.swap(items_);
        return taken_;
    }

    void clear()
    {
        items_.clear();
        order_ = 0;
    }

private:
    /// Puts `item` in place of the front that was taken.
    void sink(const Item& item)
    {
        const std::size_t size = items_.size();
        std::size_t hole = 0;
        for (std::size_t child = 1; child < size; child = 4 * hole + 1) {
            const std::size_t least = least_of(child, std::min(child + 4, size));
            if (item < items_[least]) break;
            items_[hole] = items_[least];
            hole = least;
        }
        items_[hole] = item;
    }

    std::size_t least_of(std::size_t first, std::size_t end) const
    {
        std::size_t least = first;
        for (std::size_t i = first + 1; i < end; ++i)
            if (items_[i] < items_[least]) least = i;
        return least;
    }

    std::vector<Item> items_;
    std::vector<Item> taken_;
    std::uint64_t order_ = 0;
};

}  // namespace stampede
