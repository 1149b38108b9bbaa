#include "core/strategy/breaker.h"

namespace stampede {

bool CircuitBreaker::lets_through(const Breaker& rule, Recorder& recorder, CallId call, Instant now)
{
    if (failures_ < rule.failures) return true;
    if (probing_ || now < open_until_) {
        recorder.emit(EventKind::breaker_refused, call);
        return false;
    }
    probing_ = true;
    recorder.emit(EventKind::breaker_probed, call);
    return true;
}

void CircuitBreaker::learn(const Breaker& rule, Recorder& recorder, CallId call, Instant now, bool well)
{
    const bool was_open = failures_ >= rule.failures;
    if (was_open && !probing_) return;  // a query from before it opened; only the probe closes it
    if (well) {
        if (probing_) recorder.emit(EventKind::breaker_closed, call);
        reset();
        return;
    }
    probing_ = false;
    if (++failures_ < rule.failures) return;
    open_until_ = now + rule.open_for;
    recorder.emit(EventKind::breaker_opened, call);
}

void CircuitBreaker::reset()
{
    failures_ = 0;
    probing_ = false;
}

}  // namespace stampede
