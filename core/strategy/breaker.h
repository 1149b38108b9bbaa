#pragma once

#include "core/recording/recorder.h"
#include "core/strategy/spec.h"

namespace stampede {

/// The circuit breaker of one instance: after so many failures in a row no query is let through for a while.
/// Then one is, as a probe, and all once it has succeeded; or, where the rule has a `half_open`, a share of
/// them that grows as long as none fails. Its rule may change while it works.
class CircuitBreaker {
public:
    /// May a query begin? Records a refusal, and the first that is let through after a pause.
    bool lets_through(const Breaker& rule, Recorder& recorder, CallId call, Instant now);
    /// A query that was let through, at `began`, is over.
    void learn(const Breaker& rule, Recorder& recorder, CallId call, Instant began, Instant now, bool well);
    /// As if nothing had failed.
    void reset() { *this = CircuitBreaker(); }

private:
    bool admits_a_share(const HalfOpen& rule, Instant now);

    std::uint32_t failures_ = 0;  ///< in a row
    bool half_open_ = false;
    Instant open_until_{};
    Instant half_open_since_{};
    double credit_ = 0;  ///< of a query under a share: at 1 the next one is let through
};

}  // namespace stampede
