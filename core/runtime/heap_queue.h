#pragma once

#include "core/runtime/operation.h"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace stampede {

/// Event queue as a binary heap: the reference that the timer wheel is held against. Operations due at the
/// same instant come out in the order they went in. Owns nothing; cancelling touches no heap node.
class HeapQueue {
public:
    /// Enters `o` at `o.at`. REQUIRES: it is not in a queue, and `o.at` is not before the last one popped.
    void push(Operation& o)
    {
        if (spare_.empty()) {
            o.ticket = static_cast<std::uint32_t>(operations_.size());
            operations_.push_back(&o);
        } else {
            o.ticket = spare_.back();
            spare_.pop_back();
            operations_[o.ticket] = &o;
        }
        heap_.push_back({o.at, order_++, o.ticket});
        std::push_heap(heap_.begin(), heap_.end());
    }

    /// Takes `o` out if it is in.
    void cancel(Operation& o)
    {
        if (o.ticket) operations_[std::exchange(o.ticket, 0)] = nullptr;
    }

    /// `with` takes the place of `o`. REQUIRES: `with` is in no queue and `with.at == o.at`.
    void replace(Operation& o, Operation& with)
    {
        if (!o.ticket) return;
        with.ticket = std::exchange(o.ticket, 0);
        operations_[with.ticket] = &with;
    }

    /// The next operation due at or before `until`, or nothing.
    Operation* pop(Instant until)
    {
        while (!heap_.empty() && heap_.front().at <= until) {
            const Item item = heap_.front();
            std::pop_heap(heap_.begin(), heap_.end());
            heap_.pop_back();
            spare_.push_back(item.ticket);
            if (Operation* o = std::exchange(operations_[item.ticket], nullptr)) {
                o->ticket = 0;
                return o;
            }
        }
        return nullptr;
    }

    /// When the next operation is due, at the earliest (a cancelled one may still count); `never` when empty.
    Instant next() const { return heap_.empty() ? never : heap_.front().at; }

private:
    struct Item {
        Instant at;
        std::uint64_t order;
        std::uint32_t ticket;
        bool operator<(const Item& o) const { return at != o.at ? at > o.at : order > o.order; }
    };
    std::vector<Item> heap_;
    std::vector<Operation*> operations_{nullptr};
    std::vector<std::uint32_t> spare_;
    std::uint64_t order_ = 0;
};

}  // namespace stampede
