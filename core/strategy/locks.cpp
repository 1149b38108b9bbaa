#include "core/strategy/locks.h"

#include <utility>

namespace stampede {

namespace {

/// What the command that has just ended says about the lock or lease that it asked for.
Offer heard(const Command& command, Status status)
{
    switch (status) {
    case Status::ok: return {Verdict::mine, command.token, {}};
    case Status::error: return {Verdict::unknown, 0, {}};
    default: return {Verdict::theirs_elsewhere, 0, command.ttl};
    }
}

Await get_or_lease(Call& c, const Terms& t, bool force)
{
    c.command.token = 0;
    c.command.fenced = true;
    c.command.force = force;
    return c.send(CommandKind::get_or_lease, t.options.lease_timeout);
}

}  // namespace

Await OnePerCluster::ask(Call& c, const Terms& t) const
{
    c.command.token = 0;
    c.command.fenced = t.options.fencing;
    return t.rules.take_lock(c, t.options.lock_timeout);
}

Offer OnePerCluster::answered(Call& c, Status asked) const
{
    return heard(c.command, asked);
}

Await OnePerCluster::fill(Call& c, const Terms& t) const
{
    if (!t.options.fencing) return WhoRule::fill(c, t);
    // without a lock (at the deadline) the newest token seen is what a later one is measured against; and an
    // old value that is stored once more stays as old as it was
    c.command.token = c.holds_lock() && !c.entry.backed_off ? c.token : c.entry.token;
    c.entry.token = c.command.token;
    return c.send(CommandKind::fill, time_to_keep(c));
}

Await OnePerCluster::release(Call& c, const Terms& t) const
{
    if (!c.holds_lock()) return c.at_once(Status::ok);
    c.command.token = std::exchange(c.token, 0);
    return t.rules.release_lock(c);
}

Await Lease::get(Call& c, const Terms& t) const
{
    return get_or_lease(c, t, false);
}

/// A look that found something fresh hands out nothing.
Offer Lease::offered(const Call& c, Status looked) const
{
    return looked == Status::ok && c.command.token == 0 ? Offer{} : heard(c.command, looked);
}

Await Lease::ask(Call& c, const Terms& t) const
{
    return c.offer.verdict == Verdict::none ? get_or_lease(c, t, true) : c.at_once(Status::ok);
}

/// An offer is used once: who asks once more asks the store.
Offer Lease::answered(Call& c, Status asked) const
{
    return c.offer.verdict == Verdict::none ? heard(c.command, asked) : std::exchange(c.offer, Offer{});
}

}  // namespace stampede
