#include "core/strategy/breaker.h"

#include <algorithm>
#include <cmath>

namespace stampede {

namespace {

/// How many of the queries are let through `half_open` after the breaker began to let some.
double share_after(const HalfOpen& rule, Duration half_open)
{
    const std::int64_t doublings = std::min<std::int64_t>(half_open / rule.double_every, 64);
    return std::min(1.0, std::ldexp(rule.share, static_cast<int>(doublings)));
}

}  // namespace

bool CircuitBreaker::lets_through(const Breaker& rule, Recorder& recorder, CallId call, Instant now)
{
    if (failures_ < rule.failures) return true;
    if (!half_open_ && now >= open_until_) {
        half_open_ = true;
        half_open_since_ = now;
        credit_ = 0;
        recorder.emit(EventKind::breaker_probed, call);
        return true;
    }
    if (half_open_ && rule.half_open && admits_a_share(*rule.half_open, now)) return true;
    recorder.emit(EventKind::breaker_refused, call);
    return false;
}

/// As evenly as can be: every tenth for a share of 0.1.
bool CircuitBreaker::admits_a_share(const HalfOpen& rule, Instant now)
{
    credit_ += share_after(rule, now - half_open_since_);
    if (credit_ < 1) return false;
    credit_ -= 1;
    return true;
}

void CircuitBreaker::learn(const Breaker& rule, Recorder& recorder, CallId call, Instant began, Instant now,
                           bool well)
{
    if (failures_ >= rule.failures) {
        // one from before it opened tells nothing new
        if (!half_open_ || (rule.half_open && began < half_open_since_)) return;
        if (well && rule.half_open && share_after(*rule.half_open, now - half_open_since_) < 1) return;
    }
    if (well) {
        if (half_open_) recorder.emit(EventKind::breaker_closed, call);
        failures_ = 0;
        half_open_ = false;
        return;
    }
    half_open_ = false;
    if (++failures_ < rule.failures) return;
    open_until_ = now + rule.open_for;
    recorder.emit(EventKind::breaker_opened, call);
}

}  // namespace stampede
