#include "core/strategy/rules.h"

#include "core/strategy/call.h"

namespace stampede {

Instant Rules::wait_until(Instant now, Duration wait_timeout) const
{
    return now + wait_timeout;
}

Await Rules::take_lock(Call& c, Duration lock_timeout) const
{
    return c.send(CommandKind::take_lock, lock_timeout);
}

Await Rules::took_lock(Call& c, Duration) const
{
    return c.at_once(Status::ok);
}

Await Rules::release_lock(Call& c) const
{
    return c.send(CommandKind::release_lock);
}

const Rules& right_rules()
{
    static const Rules rules;
    return rules;
}

}  // namespace stampede
