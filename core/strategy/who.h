#pragma once

#include "core/strategy/call.h"
#include "core/strategy/meanwhile.h"
#include "core/strategy/rules.h"
#include "core/strategy/spec.h"

namespace stampede {

/// By what a call goes when it asks who may load.
struct Terms {
    const StrategyOptions& options;
    const Rules& rules;
};

/// How a family decides who may load. Each step starts at most one operation; none is a coroutine. Objects
/// are immutable and shared by all runs.
class WhoRule {
public:
    virtual ~WhoRule() = default;

    /// The first look at the cache.
    virtual Await get(Call& c, const Terms&) const { return c.send(CommandKind::get); }
    /// What that look, which ended so, offered beside the entry: a lease hands itself out with it.
    virtual Offer offered(const Call&, Status) const { return {}; }
    /// May I load?
    virtual Await ask(Call& c, const Terms&) const { return c.at_once(Status::ok); }
    /// The answer to `ask`, which ended so.
    virtual Offer answered(Call& c, Status asked) const;
    /// Stores the caller's entry.
    virtual Await fill(Call& c, const Terms&) const;
    /// Gives back what `ask` won.
    virtual Await release(Call& c, const Terms&) const { return c.at_once(Status::ok); }
    /// Somebody on this instance is loading, or the look said that somebody elsewhere is.
    virtual bool busy(const Call&) const { return false; }
    /// The value may have come between the look and the permission to load, so a second look pays.
    virtual bool second_look_pays() const { return true; }
};

const WhoRule& who_rule(Who who);

/// How long the store is to have the call's entry.
Duration time_to_keep(const Call& c);

}  // namespace stampede
