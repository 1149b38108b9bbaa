#include "core/strategy/when.h"

#include "core/runtime/random.h"

#include <algorithm>

namespace stampede {

namespace {

double count(Duration d)
{
    return static_cast<double>(d.count());
}

Duration buffer_of(const When& w, const Entry& e)
{
    const Duration ttl = e.fresh_until - e.stored_at;
    return w.span < ttl ? w.span : ttl / 2;
}

bool due_early(const When& w, const Entry& e, Duration remaining, double u, bool scheduled)
{
    switch (w.kind) {
    case When::Kind::expiry: return false;
    case When::Kind::schedule: return scheduled && remaining <= buffer_of(w, e);
    case When::Kind::power:
    case When::Kind::uniform:
        return u < refresh_probability(w, remaining, e.fresh_until - e.stored_at, e.load_time);
    case When::Kind::xfetch: return -exact_log(u) * w.beta * count(e.load_time) >= count(remaining);
    }
    return false;
}

}  // namespace

Due due(std::span<const When> when, const Entry& entry, Instant now, double u, bool scheduled)
{
    const Duration remaining = entry.fresh_until - now;
    if (remaining <= Duration::zero()) return Due::expired;
    if (entry.backed_off || entry.negative) return Due::no;
    const bool early = std::any_of(when.begin(), when.end(), [&](const When& w) {
        return due_early(w, entry, remaining, u, scheduled);
    });
    return early ? Due::early : Due::no;
}

double refresh_probability(const When& when, Duration remaining, Duration ttl, Duration load_time)
{
    if (remaining <= Duration::zero()) return 1;
    switch (when.kind) {
    case When::Kind::power: return 1 - exact_pow(std::min(1.0, count(remaining) / count(ttl)), when.beta);
    case When::Kind::uniform: return std::max(0.0, 1 - count(remaining) / count(when.span));
    case When::Kind::xfetch: {
        const double scale = when.beta * count(load_time);
        return scale > 0 ? exact_exp(-count(remaining) / scale) : 0;
    }
    case When::Kind::expiry:
    case When::Kind::schedule: return 0;
    }
    return 0;
}

}  // namespace stampede
