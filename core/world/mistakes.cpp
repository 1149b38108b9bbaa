#include "core/world/mistakes.h"

#include "core/strategy/call.h"

#include <utility>

namespace stampede {

namespace {

/// Rules of which one is broken; the others are as they were.
class BrokenRule : public Rules {
public:
    explicit BrokenRule(std::unique_ptr<const Rules> others) : others_(std::move(others)) {}

    Instant wait_until(Instant now, Duration timeout) const override
    {
        return others_->wait_until(now, timeout);
    }
    bool looks_again() const override { return others_->looks_again(); }
    bool gives_back_after_failure() const override { return others_->gives_back_after_failure(); }
    bool joins_at_the_deadline() const override { return others_->joins_at_the_deadline(); }
    bool refreshes_once() const override { return others_->refreshes_once(); }
    double ttl_jitter(double asked) const override { return others_->ttl_jitter(asked); }
    Await take_lock(Call& c, Duration timeout) const override { return others_->take_lock(c, timeout); }
    Await took_lock(Call& c, Duration timeout) const override { return others_->took_lock(c, timeout); }
    Await release_lock(Call& c) const override { return others_->release_lock(c); }

private:
    std::unique_ptr<const Rules> others_;
};

/// Whoever dies with it keeps it for ever.
class LockWithoutExpiry final : public BrokenRule {
public:
    using BrokenRule::BrokenRule;
    Await take_lock(Call& c, Duration timeout) const override
    {
        return c.send(CommandKind::take_lock_forever, timeout);
    }
};

/// The same, for who dies between the two steps.
class SetThenExpire final : public BrokenRule {
public:
    using BrokenRule::BrokenRule;
    Await take_lock(Call& c, Duration timeout) const override
    {
        return c.send(CommandKind::take_lock_forever, timeout);
    }
    Await took_lock(Call& c, Duration timeout) const override
    {
        return c.send(CommandKind::expire_lock, timeout);
    }
};

/// A load that throws keeps the lock.
class NoFinally final : public BrokenRule {
public:
    using BrokenRule::BrokenRule;
    bool gives_back_after_failure() const override { return false; }
};

/// The lock of somebody else may go with it.
class PlainDelete final : public BrokenRule {
public:
    using BrokenRule::BrokenRule;
    Await release_lock(Call& c) const override { return c.send(CommandKind::delete_lock); }
};

class InfiniteWait final : public BrokenRule {
public:
    using BrokenRule::BrokenRule;
    Instant wait_until(Instant, Duration) const override { return never; }
};

class NoSecondLook final : public BrokenRule {
public:
    using BrokenRule::BrokenRule;
    bool looks_again() const override { return false; }
};

/// Every hit on an old value starts a refresh of its own.
class RefreshWithoutDedupe final : public BrokenRule {
public:
    using BrokenRule::BrokenRule;
    bool refreshes_once() const override { return false; }
};

/// What was stored together expires together.
class SameTtl final : public BrokenRule {
public:
    using BrokenRule::BrokenRule;
    double ttl_jitter(double) const override { return 0; }
};

/// All who waited load at their deadline, at once.
class TimeoutHerd final : public BrokenRule {
public:
    using BrokenRule::BrokenRule;
    bool joins_at_the_deadline() const override { return false; }
};

template <class Broken>
std::unique_ptr<const Rules> breaking(std::unique_ptr<const Rules> rules)
{
    return std::make_unique<const Broken>(std::move(rules));
}

std::unique_ptr<const Rules> with(Mistake mistake, std::unique_ptr<const Rules> rules)
{
    switch (mistake) {
    case Mistake::lock_without_expiry: return breaking<LockWithoutExpiry>(std::move(rules));
    case Mistake::no_finally: return breaking<NoFinally>(std::move(rules));
    case Mistake::plain_del: return breaking<PlainDelete>(std::move(rules));
    case Mistake::infinite_wait: return breaking<InfiniteWait>(std::move(rules));
    case Mistake::no_second_look: return breaking<NoSecondLook>(std::move(rules));
    case Mistake::setnx_then_expire: return breaking<SetThenExpire>(std::move(rules));
    case Mistake::refresh_without_dedupe: return breaking<RefreshWithoutDedupe>(std::move(rules));
    case Mistake::same_ttl: return breaking<SameTtl>(std::move(rules));
    case Mistake::timeout_herd: return breaking<TimeoutHerd>(std::move(rules));
    }
    return rules;
}

}  // namespace

std::unique_ptr<const Rules> rules_with(const std::vector<Mistake>& mistakes)
{
    std::unique_ptr<const Rules> rules = std::make_unique<const Rules>();
    for (const Mistake m : mistakes) rules = with(m, std::move(rules));
    return rules;
}

}  // namespace stampede
