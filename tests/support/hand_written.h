#pragma once

#include "core/recording/recording.h"

#include <bit>

namespace stampede {

/// A recording written by hand, in milliseconds: what happens, in order of time.
class HandWritten {
public:
    explicit HandWritten(std::uint16_t instances = 4) : instances_(instances) {}

    /// The next request; instances take turns.
    CallId request(std::uint32_t key = 0)
    {
        const auto instance = static_cast<std::uint16_t>(recording.requests.size() % instances_);
        recording.requests.push_back({key, instance, Origin::client, CallId()});
        return CallId::request(static_cast<std::uint32_t>(recording.requests.size()));
    }
    CallId refresh(CallId parent = {}, std::uint32_t key = 0, Origin origin = Origin::stale_hit)
    {
        recording.refreshes.push_back({key, 0, origin, parent});
        return CallId::refresh(static_cast<std::uint32_t>(recording.refreshes.size()));
    }

    HandWritten& at(double ms, CallId call, EventKind what, std::uint32_t aux = 0)
    {
        recording.events.emplace_back(instant(ms), call, what, aux);
        recording.end = std::max(recording.end, instant(ms));
        return *this;
    }
    HandWritten& at(double ms, CallId call, EventKind what, std::uint32_t aux, std::int64_t a,
                    std::int64_t b = 0, std::int64_t c = 0)
    {
        recording.details.push_back({recording.events.size(), a, b, c});
        return at(ms, call, what, aux);
    }
    HandWritten& stored(double ms, CallId call, std::uint32_t generation, std::uint32_t version,
                        double fresh_until, double kept_until)
    {
        return at(ms, call, EventKind::stored, 0,
                  static_cast<std::int64_t>(std::uint64_t{generation} << 32 | version),
                  nanoseconds(fresh_until), nanoseconds(kept_until));
    }
    HandWritten& lock_taken(double ms, CallId call, std::int64_t token, double valid_until)
    {
        return at(ms, call, EventKind::lock_taken, 0, token, nanoseconds(valid_until));
    }
    HandWritten& rolled(double ms, CallId call, EventKind what, double u)
    {
        return at(ms, call, what, 0, 0, std::bit_cast<std::int64_t>(u), 1);
    }
    HandWritten& ends(double ms)
    {
        recording.end = instant(ms);
        return *this;
    }

    static std::int64_t nanoseconds(double ms) { return static_cast<std::int64_t>(ms * 1e6); }
    static Instant instant(double ms) { return Instant(Duration(nanoseconds(ms))); }

    Recording recording;

private:
    std::uint16_t instances_;
};

}  // namespace stampede
