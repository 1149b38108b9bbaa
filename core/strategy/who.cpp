#include "core/strategy/who.h"

#include "core/strategy/locks.h"

namespace stampede {

namespace {

class Everyone final : public WhoRule {
public:
    bool second_look_pays() const override { return false; }
};

class OnePerInstance final : public WhoRule {
public:
    Await ask(Call& c, const Terms&) const override
    {
        return c.at_once(leads(c) ? Status::ok : Status::refused);
    }
    Offer answered(Call&, Status asked) const override
    {
        return {asked == Status::ok ? Verdict::mine : Verdict::theirs_here, 0, {}};
    }
    bool busy(const Call& c) const override { return c.home.flights.of(c.key()) != nullptr; }

    /// The call leads, or does from now on as nobody else here does.
    static bool leads(Call& c)
    {
        if (c.flight.leads()) return true;
        if (c.home.flights.of(c.key())) return false;
        c.lead();
        return true;
    }
};

class InstanceThenCluster final : public WhoRule {
public:
    Await ask(Call& c, const Terms& t) const override
    {
        return OnePerInstance::leads(c) ? cluster_.ask(c, t) : c.at_once(Status::refused);
    }
    Offer answered(Call& c, Status asked) const override
    {
        return c.flight.leads() ? cluster_.answered(c, asked) : Offer{Verdict::theirs_here, 0, {}};
    }
    Await fill(Call& c, const Terms& t) const override { return cluster_.fill(c, t); }
    Await release(Call& c, const Terms& t) const override { return cluster_.release(c, t); }
    bool busy(const Call& c) const override { return here_.busy(c); }

private:
    OnePerInstance here_;
    OnePerCluster cluster_;
};

}  // namespace

Duration time_to_keep(const Call& c)
{
    return std::max<Duration>(c.entry.kept_until - c.home.clock(), 1ms);
}

Offer WhoRule::answered(Call&, Status) const
{
    return {Verdict::mine, 0, {}};
}

Await WhoRule::fill(Call& c, const Terms&) const
{
    c.entry.token = 0;
    return c.send(CommandKind::put, time_to_keep(c));
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
