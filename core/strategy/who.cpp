#include "core/strategy/who.h"

#include <utility>

namespace stampede {

namespace {

Duration time_to_keep(const Caller& c)
{
    return std::max<Duration>(c.entry.kept_until - c.home.clock(), 1ms);
}

class Everyone final : public WhoRule {
public:
    bool second_look_pays() const override { return false; }
};

class OnePerInstance final : public WhoRule {
public:
    Await ask(Caller& c, const StrategyOptions&) const override
    {
        if (c.leading) return c.at_once(Status::ok);
        const auto flight = c.home.flights.find(c.key());
        if (flight == c.home.flights.end()) {
            c.lead();
            return c.at_once(Status::ok);
        }
        c.leader = flight->second;
        return c.at_once(Status::refused);
    }
    Verdict verdict(Caller&, Status asked) const override
    {
        return asked == Status::ok ? Verdict::mine : Verdict::theirs_here;
    }
    bool busy(const Caller& c) const override { return c.home.flights.contains(c.key()); }
};

class OnePerCluster : public WhoRule {
public:
    Await ask(Caller& c, const StrategyOptions& o) const override
    {
        c.command.token = 0;
        c.command.fenced = o.fencing;
        const bool forever = o.makes(Mistake::lock_without_expiry) || o.makes(Mistake::setnx_then_expire);
        return c.send(forever ? Verb::take_lock_forever : Verb::take_lock, o.lock_timeout);
    }
    Verdict verdict(Caller& c, Status asked) const override
    {
        if (asked == Status::ok) {
            c.token = c.command.token;
            c.holds_lock = true;
        }
        return WhoRule::verdict(c, asked);
    }
    Await fill(Caller& c, const StrategyOptions& o) const override
    {
        if (!o.fencing) return WhoRule::fill(c, o);
        // without a lock (at the deadline) the newest token seen is what a later one is measured against; and
        // an old value that is stored once more stays as old as it was
        c.command.token = c.holds_lock && !c.entry.backed_off ? c.token : c.entry.token;
        c.entry.token = c.command.token;
        return c.send(Verb::fill, time_to_keep(c));
    }
    Await release(Caller& c, const StrategyOptions& o) const override
    {
        if (!std::exchange(c.holds_lock, false)) return c.at_once(Status::ok);
        c.command.token = c.token;
        return c.send(o.makes(Mistake::plain_del) ? Verb::delete_lock : Verb::release_lock);
    }
};

/// The look itself may hand out the lease: one round trip less than a lock (Nishtala et al., NSDI 2013).
class Lease final : public OnePerCluster {
public:
    Await look(Caller& c, const StrategyOptions& o) const override { return look_or_lease(c, o, false); }
    Await ask(Caller& c, const StrategyOptions& o) const override
    {
        const bool answered =
            c.command.verb == Verb::look_or_lease && (c.command.token != 0 || c.command.status != Status::ok);
        if (!answered) return look_or_lease(c, o, true);
        c.command.verb = Verb::look;  // so that asking once more asks the store
        return Await(c.command);
    }
    bool busy(const Caller& c) const override
    {
        return c.command.verb == Verb::look_or_lease && c.command.status == Status::refused;
    }
    bool second_look_pays() const override
    {
        return false;
    }  // the look and the lease are one step: nothing comes between

private:
    static Await look_or_lease(Caller& c, const StrategyOptions& o, bool force)
    {
        c.command.token = 0;
        c.command.fenced = true;
        c.command.force = force;
        return c.send(Verb::look_or_lease, o.lease_timeout);
    }
};

class InstanceThenCluster final : public WhoRule {
public:
    Await ask(Caller& c, const StrategyOptions& o) const override
    {
        const Await here = here_.ask(c, o);
        return here.operation.status == Status::ok ? cluster_.ask(c, o) : here;
    }
    Verdict verdict(Caller& c, Status asked) const override
    {
        return c.leading ? cluster_.verdict(c, asked) : Verdict::theirs_here;
    }
    Await fill(Caller& c, const StrategyOptions& o) const override { return cluster_.fill(c, o); }
    Await release(Caller& c, const StrategyOptions& o) const override { return cluster_.release(c, o); }
    bool busy(const Caller& c) const override { return here_.busy(c); }

private:
    OnePerInstance here_;
    OnePerCluster cluster_;
};

}  // namespace

Verdict WhoRule::verdict(Caller&, Status asked) const
{
    if (asked == Status::ok) return Verdict::mine;
    return asked == Status::error ? Verdict::unknown : Verdict::theirs_elsewhere;
}

Await WhoRule::fill(Caller& c, const StrategyOptions&) const
{
    c.entry.token = 0;
    return c.send(Verb::put, time_to_keep(c));
}

const WhoRule& who_rule(Who who)
{
    static const Everyone everyone;
    static const OnePerInstance per_instance;
    static const OnePerCluster per_cluster;
    static const InstanceThenCluster both;
    static const Lease lease;
    switch (who) {
    case Who::everyone: return everyone;
    case Who::one_per_instance: return per_instance;
    case Who::one_per_cluster: return per_cluster;
    case Who::instance_then_cluster: return both;
    case Who::lease: return lease;
    }
    return everyone;
}

}  // namespace stampede
