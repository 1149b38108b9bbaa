#pragma once

#include "core/strategy/caller.h"
#include "core/strategy/meanwhile.h"
#include "core/strategy/spec.h"

namespace stampede {

/// How a family decides who may load. Each step starts at most one operation; none is a coroutine. Objects
/// are immutable and shared by all runs.
class WhoRule {
public:
    virtual ~WhoRule() = default;

    /// The first look at the cache (a lease hands itself out with it).
    virtual Await look(Caller& c, const StrategyOptions&) const { return c.send(Verb::look); }
    /// May I load?
    virtual Await ask(Caller& c, const StrategyOptions&) const { return c.at_once(Status::ok); }
    /// What the answer to `ask` means; takes note of a lock that was won.
    virtual Verdict verdict(Caller& c, Status asked) const;
    /// Stores the caller's entry.
    virtual Await fill(Caller& c, const StrategyOptions&) const;
    /// Gives back what `ask` won.
    virtual Await release(Caller& c, const StrategyOptions&) const { return c.at_once(Status::ok); }
    /// Somebody on this instance is loading, or the look said that somebody elsewhere is.
    virtual bool busy(const Caller&) const { return false; }
    /// The value may have come between the look and the permission to load, so a second look pays.
    virtual bool second_look_pays() const { return true; }
};

const WhoRule& who_rule(Who who);

}  // namespace stampede
