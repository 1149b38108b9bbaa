#pragma once

#include "core/recording/event.h"

namespace stampede {

/// What can go wrong with a store: both worlds can make it happen, each in its way.
class StoreFaults {
public:
    virtual void go_down(Instant until) = 0;
    virtual void come_back() = 0;
    /// All data, locks and tokens are gone.
    virtual void restart() = 0;
    /// Round trips and service times take `times` as long from now on.
    virtual void set_times(double times) = 0;
    /// An administrator deletes an entry: void is the lease of whoever loads it, if there are leases.
    virtual void flush(std::uint32_t key, bool leased) = 0;
    /// All that the run has written is deleted: entries, locks, leases and tokens.
    virtual void flush_all() = 0;
    /// Commands to and from this instance are lost until then: errors.
    virtual void cut_off(std::uint16_t instance, Instant until) = 0;
    virtual void lose_next_reply() = 0;
    /// Who holds a lock or lease that has not run out: the one taken last, or nobody.
    virtual CallId lock_holder() const = 0;

protected:
    ~StoreFaults() = default;
};

}  // namespace stampede
