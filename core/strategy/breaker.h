#pragma once

#include "core/recording/recorder.h"
#include "core/strategy/spec.h"

namespace stampede {

/// The circuit breaker of one instance: after so many failures in a row no query is let through for a while,
/// then one as a probe. Its rule may change while it works.
class CircuitBreaker {
public:
    /// May a query begin? Records a refusal and a probe.
    bool lets_through(const Breaker& rule, Recorder& recorder, CallId call, Instant now);
    /// A query that was let through is over.
    void learn(const Breaker& rule, Recorder& recorder, CallId call, Instant now, bool well);
    /// As if nothing had failed.
    void reset();

private:
    std::uint32_t failures_ = 0;  ///< in a row
    bool probing_ = false;
    Instant open_until_{};
};

}  // namespace stampede
