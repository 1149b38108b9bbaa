#include "core/store/lock_watch.h"

#include <algorithm>

namespace stampede {

void LockWatch::add(Command& c)
{
    auto& w = locks_[c.key];
    if (!w) w = std::make_unique<Watched>(*this, c.key);
    w->waiters.append(c);
    if (c.deadline < never) scheduler_.schedule(c, std::max(c.deadline, scheduler_.now()), *this);
    if (w->asked_in_batch != batch_) look(*w);
}

void LockWatch::look(Watched& w)
{
    if (!w.waiters.linked()) return;  // all gave up or died
    w.asked_in_batch = batch_;
    schedule_look(w, listening_ ? backstop : backstop_deaf);
    look_(w.key);
}

void LockWatch::schedule_look(Watched& w, Duration in)
{
    scheduler_.cancel(w.next_look);
    scheduler_.schedule(w.next_look, scheduler_.now() + in, w);
}

void LockWatch::seen(std::uint32_t key, Duration remaining)
{
    if (remaining <= Duration::zero()) return end(key, Status::ok);
    const auto it = locks_.find(key);
    if (it == locks_.end() || !it->second->waiters.linked()) return;
    schedule_look(*it->second, std::min(remaining, listening_ ? backstop : backstop_deaf));
}

void LockWatch::end(std::uint32_t key, Status status)
{
    const auto it = locks_.find(key);
    if (it == locks_.end()) return;
    Watched& w = *it->second;
    scheduler_.cancel(w.next_look);
    while (w.waiters.linked()) {
        auto& c = static_cast<Command&>(Operation::of(*w.waiters.next));
        c.answer = status;
        c.unlink();
        scheduler_.cancel(c);
        scheduler_.schedule(c, scheduler_.now() + network_.half_trip(), delivery_);
    }
}

void LockWatch::due(Operation& o)
{
    static_cast<Command&>(o).answer = Status::timeout;
    delivery_.due(o);
}

}  // namespace stampede
