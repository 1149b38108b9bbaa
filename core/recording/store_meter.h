#pragma once

#include "core/recording/recording.h"

namespace stampede {

/// Counts what a store is sent and does, as it happens: into Recording::commands and ::store_load. Times
/// never run backwards.
class StoreMeter {
public:
    /// A command leaves its instance, and holds a connection until it is `ended`.
    void sent(Recording& r, Instant now)
    {
        advance(r, now);
        if (r.commands.size() != r.store_load.size()) r.commands.resize(r.store_load.size());
        ++r.commands.back();
        StoreLoad& load = r.store_load.back();
        if (++connections_ > load.most_connections) load.most_connections = connections_;
    }
    /// The latest one could not be sent after all.
    void unsent(Recording& r);
    void ended() { --connections_; }
    /// It has arrived at a store whose commands take time.
    void arrived(Recording& r, Instant now)
    {
        advance(r, now);
        if (inside_++ == 0) busy_since_ = now;
        StoreLoad& load = r.store_load.back();
        if (inside_ - 1 > load.most_queued) load.most_queued = inside_ - 1;
    }
    /// It has been served, or has gone away.
    void served(Recording& r, Instant now)
    {
        advance(r, now);
        worked(r, now);
        --inside_;
    }
    /// It was carried out.
    void applied(Recording& r, Instant now)
    {
        advance(r, now);
        StoreLoad& load = r.store_load.back();
        ++load.applied;
        if (now >= millisecond_ends_) next_millisecond(now);
        if (++in_millisecond_ > load.most_per_ms) load.most_per_ms = in_millisecond_;
    }

private:
    void advance(Recording& r, Instant now)
    {
        if (now >= ends_) [[unlikely]]
            begin_next(r, now);
    }
    void begin_next(Recording& r, Instant now);
    void worked(Recording& r, Instant until);
    void next_millisecond(Instant now);

    Instant ends_{};  ///< of the 100 ms that are counted now
    Instant millisecond_ends_{};
    Instant busy_since_{};  ///< not counted yet, while anybody is inside
    std::uint32_t in_millisecond_ = 0, connections_ = 0, inside_ = 0;
};

}  // namespace stampede
