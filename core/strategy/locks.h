#pragma once

#include "core/strategy/who.h"

namespace stampede {

/// One call of the cluster, by a lock in the store.
class OnePerCluster : public WhoRule {
public:
    Await ask(Call& c, const Terms& t) const override;
    Offer answered(Call& c, Status asked) const override;
    Await fill(Call& c, const Terms& t) const override;
    Await release(Call& c, const Terms& t) const override;
};

/// One call of the cluster, by a lease: the look itself may hand it out, one round trip less than a lock
/// (Nishtala et al., "Scaling Memcache at Facebook", NSDI 2013).
class Lease final : public OnePerCluster {
public:
    Await get(Call& c, const Terms& t) const override;
    Offer offered(const Call& c, Status looked) const override;
    Await ask(Call& c, const Terms& t) const override;
    Offer answered(Call& c, Status asked) const override;
    bool busy(const Call& c) const override { return c.offer.verdict == Verdict::theirs_elsewhere; }
    /// The look and the lease are one step: nothing comes between.
    bool second_look_pays() const override { return false; }
};

}  // namespace stampede
