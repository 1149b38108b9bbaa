// Sentences of what is broken.
#include "core/analysis/moment_teller.h"

#include <algorithm>

namespace stampede {

const FaultSpan* MomentTeller::fault(std::initializer_list<FaultKind> kinds)
{
    for (const FaultSpan& f : faults_)
        if (f.holds_at(t_) && std::find(kinds.begin(), kinds.end(), f.fault->kind) != kinds.end()) return &f;
    return nullptr;
}

Instant MomentTeller::latest_trouble() const
{
    Instant latest = Instant(-never.time_since_epoch());
    for (const Marker& m : v_.timeline.markers) {
        if (m.at > t_) break;
        const bool trouble = m.kind == Marker::Kind::fault || m.kind == Marker::Kind::instance_killed ||
                             m.kind == Marker::Kind::expiry || m.kind == Marker::Kind::first_miss;
        if (trouble) latest = m.at;
    }
    return latest;
}

void MomentTeller::add_breakers()
{
    std::uint32_t open = 0;
    for (std::uint16_t i = 0; i < v_.scenario.instances.count; ++i) {
        const BreakerChange* last = v_.standing.breaker_at(i, t_);
        open += last && last->state == BreakerState::open;
    }
    if (open == 0) return;
    const std::string n = told_number("breaker.open", open, at());
    add(say_number(open, "the breaker of {} instance is open and sends no query",
                   "the breakers of {} instances are open and send no query", n));
}

void MomentTeller::add_slowness()
{
    const FaultSpan* slow = fault(
        {FaultKind::database_slow, FaultKind::redis_slow, FaultKind::pause_instance, FaultKind::partition});
    if (!slow) return;
    if (moment_.cause) return add(fault_clause(slow->fault->kind));
    add_cause(fault_clause(slow->fault->kind), slow->from);
}

bool MomentTeller::holder_dead()
{
    if (!band_ || band_->holder.is_nobody() || (now_.open == 0 && loads_.all() == 0)) return false;
    const auto killed = killed_at(v_.timeline, v_.recording, band_->holder, band_->taken, t_);
    if (!killed) return false;
    add_cause(*killed == t_
                  ? say("{} has just been killed and holds the {} still", words_of(band_->holder), right())
                  : say("{} was killed {} ago and holds the {} still", words_of(band_->holder),
                        told_time("lock.orphaned_for", t_ - *killed, of_key()), right()),
              *killed, band_->holder);
    add(band_->valid_until >= never
            ? say("it never expires")
            : say("it expires in {}", told_time("lock.left", band_->valid_until - t_, of_key())));
    if (loads_.all() > 0)
        add(say_number(loads_.all(), "{} load runs without it", "{} loads run without it",
                       told_number("loads", loads_.all(), at())));
    add_waiting();
    return told(Situation::holder_dead);
}

bool MomentTeller::database_down()
{
    const FaultSpan* down = fault({FaultKind::database_down});
    const BreakerChange* opened = nullptr;
    for (std::uint16_t i = 0; i < v_.scenario.instances.count; ++i) {
        const BreakerChange* last = v_.standing.breaker_at(i, t_);
        if (last && last->state == BreakerState::open && (!opened || last->at < opened->at)) opened = last;
    }
    if (!down && !opened) return false;
    if (down)
        add_cause(say("the database cannot be reached for another {}",
                      told_time("fault.left", down->until - t_, at())),
                  down->from);
    else
        add_cause(say("loads had failed"), opened->at);
    add_breakers();
    if (now_.failed > 0)
        add(say_number(now_.failed, "{} request has failed", "{} requests have failed",
                       told_number("failed", now_.failed, at())));
    if (!many_keys_ && entry_.state == EntryState::stale && s_.serves_old())
        add(say("the old value still answers"));
    else if (!many_keys_ && entry_.state == EntryState::fresh)
        add(say("the entry is fresh for another {}",
                told_time("entry.left", entry_.band->fresh_until - t_, of_key())));
    add_waiting();
    return told(Situation::database_down);
}

bool MomentTeller::redis_down()
{
    const FaultSpan* down = fault({FaultKind::redis_down});
    if (!down) return false;
    add_cause(say("Redis cannot be reached for another {}, so nobody can look",
                  told_time("fault.left", down->until - t_, at())),
              down->from);
    add_loads();
    add_waiting();
    return told(Situation::redis_down);
}

bool MomentTeller::lock_lost()
{
    if (!clustered()) return false;
    const LockBand* lost = lost_lock_at(v_.timeline, key_, t_);
    if (!lost) return false;
    const std::string who = words_of(lost->holder);
    add_cause(lost->how == LockEnd::expired   ? say("{} goes on and its {} has run out", who, right())
              : lost->how == LockEnd::deleted ? say("{} goes on and another has deleted its {}", who, right())
                                              : say("{} goes on and Redis has lost its {}", who, right()),
              lost->until, lost->holder);
    if (band_ && band_->holder != lost->holder)
        add(say("{} has it now", named(band_->holder)));
    else
        add(say("the next to ask gets it"));
    const std::uint32_t loads = loads_of_key();
    if (loads > 1)
        add(say_number(loads, "{} load of one value runs", "{} loads of one value run",
                       told_number("loads.of_key", loads, of_key())));
    add_waiting();
    return told(Situation::lock_lost);
}

}  // namespace stampede
