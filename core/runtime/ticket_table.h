#pragma once

#include "core/runtime/large_memory.h"
#include "core/runtime/operation.h"

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace stampede {

/// Names the operations of a queue by small numbers, so that a queue's items take eight bytes and cancelling
/// clears one cell here and looks for nothing. Owns no operation.
///
/// A ticket is free, or issued; the cell of an issued one holds its operation, or nullptr once it was
/// cancelled. Free cells form a list through the table itself, the last one freed first, so that it is still
/// in the cache.
class TicketTable {
public:
    /// Issues a ticket for `o`, never 0.
    std::uint32_t issue(Operation& o)
    {
        if (free_ == 0) return append(o);
        const std::uint32_t ticket = free_;
        free_ = cells_[ticket].next_free;
        cells_[ticket].operation = &o;
        return o.ticket = ticket;
    }

    /// Takes the ticket back and gives its operation, or nullptr if it was cancelled. REQUIRES: issued.
    Operation* redeem(std::uint32_t ticket)
    {
        Cell& cell = cells_[ticket];
        Operation* o = cell.operation;
        cell.next_free = std::exchange(free_, ticket);
        if (o) o->ticket = 0;
        return o;
    }

    /// The operation that holds the ticket, or nullptr if it was cancelled. REQUIRES: issued.
    Operation* holder(std::uint32_t ticket) const { return cells_[ticket].operation; }

    [[gnu::always_inline]] void fetch_ahead(std::uint32_t ticket) const { prefetch(&cells_[ticket], 1); }

    void cancel(Operation& o)
    {
        if (o.ticket) cells_[std::exchange(o.ticket, 0)].operation = nullptr;
    }

    /// `with` gets the ticket of `o`, if that has one.
    void replace(Operation& o, Operation& with)
    {
        if (!o.ticket) return;
        with.ticket = std::exchange(o.ticket, 0);
        cells_[with.ticket].operation = &with;
    }

    /// Forgets every ticket and keeps the memory.
    void clear()
    {
        cells_.resize(1);
        free_ = 0;
    }

private:
    union Cell {
        Operation* operation;
        std::uint32_t next_free;  ///< 0: none
    };

    std::uint32_t append(Operation& o)
    {
        o.ticket = static_cast<std::uint32_t>(cells_.size());
        cells_.push_back(Cell{&o});
        return o.ticket;
    }

    std::vector<Cell> cells_{Cell{nullptr}};  // ticket 0 means "not scheduled"
    std::uint32_t free_ = 0;
};

}  // namespace stampede
