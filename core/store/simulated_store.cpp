#include "core/store/simulated_store.h"

#include <algorithm>
#include <utility>

namespace stampede {

namespace {

enum Stage : std::uint8_t { on_its_way, in_service, answering, watching };

}  // namespace

SimulatedStore::SimulatedStore(Scheduler& s, Recorder& r, const NetworkModel& network, std::uint32_t keys,
                               std::uint64_t seed)
    : Store(r), scheduler_(s), network_(network, seed), slots_(keys)
{
}

void SimulatedStore::submit(Command& c)
{
    c.stage = on_its_way;
    scheduler_.schedule(c, scheduler_.now() + network_.half_trip(), *this);
}

void SimulatedStore::due(Operation& o)
{
    auto& c = static_cast<Command&>(o);
    switch (c.stage) {
    case on_its_way:
        if (network_.commands_take_time()) return wait_for_service(c);
        apply(c);
        return;
    case in_service:
        recorder_.command_served();
        apply(c);
        return;
    case watching: c.answer = c.deadline <= scheduler_.now() ? Status::timeout : Status::ok; break;
    default: break;
    }
    deliver(c);
}

/// Apart from `due`, which every event of a command goes through.
[[gnu::noinline]] void SimulatedStore::wait_for_service(Command& c)
{
    if (unreachable(c)) return apply(c);
    c.stage = in_service;
    recorder_.command_arrived();
    scheduler_.schedule(c, network_.served(scheduler_.now()), *this);
}

void SimulatedStore::apply(Command& c)
{
    if (unreachable(c)) {
        c.answer = Status::error;
    } else {
        recorder_.command_applied();
        c.answer = execute(c);
    }
    if (c.answer == Status::pending) return;  // a watch
    c.stage = answering;
    Instant back = scheduler_.now() + network_.half_trip();
    if (replies_to_lose_ > 0 && c.answer != Status::error) {
        --replies_to_lose_;
        c.answer = Status::error;
        back = scheduler_.now() + reply_timeout;
    }
    scheduler_.schedule(c, back, *this);
}

Status SimulatedStore::execute(Command& c)
{
    Slot& slot = slots_[c.key];
    switch (c.kind) {
    case CommandKind::get: return get(c, slot);
    case CommandKind::get_or_lease: return get_or_lease(c, slot);
    case CommandKind::put: return put(c, slot);
    case CommandKind::fill:
        if (const std::uint32_t later = later_token(slot, kept(slot)); later > c.token) {
            events().fill_refused(c.call, {c.token, later});
            return Status::refused;
        }
        return put(c, slot);
    case CommandKind::take_lock: return take_lock(c, slot, scheduler_.now() + c.ttl);
    case CommandKind::take_lock_forever: return take_lock(c, slot, never);
    case CommandKind::expire_lock:
        if (held(slot)) slot.locked_until = scheduler_.now() + c.ttl;
        return Status::ok;
    case CommandKind::release_lock: return release(c, slot);
    case CommandKind::delete_lock:
        events().lock_deleted(c.call, {c.token, held(slot) ? slot.lock : 0});
        free_lock(slot);
        return Status::ok;
    case CommandKind::watch_lock: return watch(c, slot);
    case CommandKind::erase: erase(slot, c.fenced); return Status::ok;
    case CommandKind::erase_all: forget(c.key); return Status::ok;
    }
    return Status::error;
}

/// Under which the entry was written that is there, or the key deleted: a fill under an earlier one is late.
std::uint32_t SimulatedStore::later_token(const Slot& slot, bool kept)
{
    return kept ? std::max(slot.voided, slot.entry.token) : slot.voided;
}

/// A delete that voids leases takes a token as they do: it comes after those that have been handed out.
Erased::With SimulatedStore::erase(Slot& slot, bool leased)
{
    slot.entry.present = false;
    if (!leased) return Erased::With::nothing;
    slot.voided = ++slot.last_token;
    if (slot.lock != 0) free_lock(slot);
    return Erased::With::lease;
}

void SimulatedStore::forget(std::uint32_t key)
{
    Slot& slot = slots_[key];
    if (kept(slot) || held(slot) || slot.last_token != 0) events().erased({key, Erased::With::locks});
    slot.entry.present = false;
    slot.last_token = slot.voided = 0;
    if (slot.lock != 0) free_lock(slot);
}

Status SimulatedStore::get(Command& c, const Slot& slot)
{
    if (kept(slot))
        *c.entry = slot.entry;
    else
        c.entry->present = false;
    return Status::ok;
}

Status SimulatedStore::get_or_lease(Command& c, Slot& slot)
{
    get(c, slot);
    // what counts as fresh is judged by the clock that wrote it, as a script would with the caller's clock as
    // argument
    if (kept(slot) && slot.entry.fresh_until > scheduler_.now() && !c.force) return Status::ok;
    return take_lock(c, slot, scheduler_.now() + c.ttl);
}

Status SimulatedStore::take_lock(Command& c, Slot& slot, Instant until)
{
    if (held(slot)) {
        if (slot.locked_until < never) c.ttl = slot.locked_until - scheduler_.now();
        return Status::refused;
    }
    c.token = c.fenced ? ++slot.last_token : ++tokens_;
    slot.lock = c.token;
    slot.locked_until = until;
    slot.holder = c.call;
    last_locked_ = c.key;
    events().lock_taken(c.call, {c.token, until});
    return Status::ok;
}

Status SimulatedStore::release(Command& c, Slot& slot)
{
    if (!held(slot) || slot.lock != c.token) {
        events().release_lost(c.call, {c.token, held(slot) ? slot.lock : 0});
        return Status::refused;
    }
    events().lock_released(c.call, c.token);
    free_lock(slot);
    return Status::ok;
}

Status SimulatedStore::put(Command& c, Slot& slot)
{
    slot.entry = *c.entry;
    slot.dropped_at = scheduler_.now() + c.ttl;
    emit_stored(c.call, slot.entry);
    return Status::ok;
}

/// Ends when the lock is released, when it expires, or at the deadline, whichever is first.
Status SimulatedStore::watch(Command& c, Slot& slot)
{
    if (!held(slot)) return Status::ok;
    c.stage = watching;
    slot.watchers.append(c);
    const Instant expired = slot.locked_until < never ? slot.locked_until + network_.half_trip() : never;
    scheduler_.schedule(c, std::max(scheduler_.now(), std::min(expired, c.deadline)), *this);
    return Status::pending;
}

void SimulatedStore::free_lock(Slot& slot)
{
    slot.lock = 0;
    while (slot.watchers.linked()) {
        auto& c = static_cast<Command&>(Operation::of(*slot.watchers.next));
        c.unlink();
        scheduler_.cancel(c);
        c.stage = answering;
        c.answer = Status::ok;
        scheduler_.schedule(c, scheduler_.now() + network_.half_trip(), *this);
    }
}

/// What is on the wire stays on the wire: it is applied all the same, for a caller that is no more.
void SimulatedStore::abandoned(Command& c)
{
    if (c.stage != on_its_way && c.stage != in_service) return;
    if (c.kind == CommandKind::get || c.kind == CommandKind::watch_lock) {
        if (c.stage == in_service) recorder_.command_served();
        return;
    }
    Entry& entry = orphan_entries_.emplace_back(*c.entry);
    Command& orphan = orphans_.emplace_back(scheduler_);
    orphan.entry = &entry;
    orphan.deadline = c.deadline;
    orphan.ttl = c.ttl;
    orphan.key = c.key;
    orphan.token = c.token;
    orphan.call = c.call;
    orphan.kind = c.kind;
    orphan.fenced = c.fenced;
    orphan.force = c.force;
    orphan.stage = c.stage;
    orphan.status = Status::pending;
    scheduler_.replace(c, orphan);
}

void SimulatedStore::preload(CallId call, std::uint32_t key, const Entry& entry, Duration ttl)
{
    Slot& slot = slots_[key];
    slot.entry = entry;
    slot.dropped_at = scheduler_.now() + ttl;
    emit_stored(call, entry);
}

bool SimulatedStore::unreachable(const Command& c) const
{
    if (scheduler_.now() < down_until_) return true;
    if (cut_off_until_.empty()) return false;
    const std::uint16_t instance = recorder_.recording().call(c.call).instance;
    return instance < cut_off_until_.size() && scheduler_.now() < cut_off_until_[instance];
}

void SimulatedStore::cut_off(std::uint16_t instance, Instant until)
{
    if (cut_off_until_.size() <= instance) cut_off_until_.resize(instance + 1u);
    cut_off_until_[instance] = until;
}

void SimulatedStore::flush(std::uint32_t key, bool leased)
{
    events().erased({key, erase(slots_[key], leased)});
}

void SimulatedStore::forget_all()
{
    for (std::uint32_t key = 0; key < slots_.size(); ++key) forget(key);
}

CallId SimulatedStore::lock_holder() const
{
    const Slot& slot = slots_[last_locked_];
    return held(slot) ? slot.holder : CallId();
}

std::uint32_t SimulatedStore::lock_owner(std::uint32_t key) const
{
    return held(slots_[key]) ? slots_[key].lock : 0;
}

}  // namespace stampede
