#pragma once

#include "core/runtime/operation.h"
#include "core/runtime/time.h"

namespace stampede {

struct Call;

/// What every strategy keeps to, whatever its three answers are. This is how it is right. A world may put
/// others in their place, to show what happens without them (core/world/mistakes.h); a service has these
/// alone. Immutable, and shared by all calls.
class Rules {
public:
    virtual ~Rules() = default;

    /// How long a refused call waits.
    virtual Instant wait_until(Instant now, Duration wait_timeout) const;
    /// Whoever may load looks once more: the value may have come meanwhile.
    virtual bool looks_again() const { return true; }
    /// A lock is given back after a load that failed, too.
    virtual bool gives_back_after_failure() const { return true; }
    /// Who has waited in vain joins a load that runs on the same instance, if there is one.
    virtual bool joins_at_the_deadline() const { return true; }
    /// An old value starts a refresh only where none runs.
    virtual bool refreshes_once() const { return true; }
    /// ± fraction of the ttl, where so much was asked for.
    virtual double ttl_jitter(double asked) const { return asked; }

    /// Takes the lock of the call's key; it is gone after `lock_timeout`.
    virtual Await take_lock(Call& c, Duration lock_timeout) const;
    /// What is left to do once the lock was taken.
    virtual Await took_lock(Call& c, Duration lock_timeout) const;
    /// Gives back the lock that was taken under the command's token.
    virtual Await release_lock(Call& c) const;
};

/// As it is right.
const Rules& right_rules();

}  // namespace stampede
