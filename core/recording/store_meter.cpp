#include "core/recording/store_meter.h"

#include <algorithm>

namespace stampede {

void StoreMeter::unsent(Recording& r)
{
    const auto n =
        std::find_if(r.commands.rbegin(), r.commands.rend(), [](std::uint32_t count) { return count > 0; });
    if (n != r.commands.rend()) --*n;
}

/// What lasts, lasts in the next 100 ms too.
void StoreMeter::begin_next(Recording& r, Instant now)
{
    while (now >= ends_) {
        if (!r.store_load.empty()) worked(r, ends_);
        StoreLoad next;
        next.most_connections = connections_;
        next.most_queued = inside_ > 0 ? inside_ - 1 : 0;
        r.store_load.push_back(next);
        ends_ += load_length;
    }
}

/// A server of one thread: it works as long as anybody is there.
void StoreMeter::worked(Recording& r, Instant until)
{
    if (inside_ == 0) return;
    r.store_load.back().busy_ns += static_cast<std::uint32_t>((until - busy_since_).count());
    busy_since_ = until;
}

void StoreMeter::next_millisecond(Instant now)
{
    constexpr Duration length = std::chrono::milliseconds(1);
    millisecond_ends_ = Instant(length * (now.time_since_epoch() / length + 1));
    in_millisecond_ = 0;
}

}  // namespace stampede
