#include "core/world/faults.h"

namespace stampede {

namespace {

EventKind what_of(FaultEvent e)
{
    switch (e) {
    case FaultEvent::request_arrived: return EventKind::arrived;
    case FaultEvent::entry_missed: return EventKind::missed;
    case FaultEvent::lock_taken: return EventKind::lock_taken;
    case FaultEvent::lock_released: return EventKind::lock_released;
    case FaultEvent::load_began: return EventKind::load_began;
    case FaultEvent::load_ended: return EventKind::load_ended;
    case FaultEvent::load_failed: return EventKind::load_failed;
    case FaultEvent::query_started: return EventKind::query_started;
    case FaultEvent::value_stored: return EventKind::stored;
    case FaultEvent::refresh_began: return EventKind::refresh_began;
    }
    return EventKind::count_;
}

}  // namespace

void Faults::start()
{
    for (std::uint32_t i = 0; i < cluster_.scenario().faults.size(); ++i) happen(cluster_, *this, i);
}

void Faults::follow_events()
{
    for (const Tied& t : tied_) cluster_.services().recorder.tell(*this, t.what);
}

void Faults::recorded(EventKind what)
{
    Scheduler& scheduler = cluster_.services().scheduler;
    for (Tied& t : tied_)
        if (t.what == what && t.missing > 0 && --t.missing == 0)
            scheduler.finish_at(*t.begins, Status::ok,
                                scheduler.now() + cluster_.scenario().faults[t.index].delay);
}

Root Faults::happen(Cluster& cluster, Faults& faults, std::uint32_t index)
{
    const Fault f = cluster.scenario().faults[index];
    Scheduler& scheduler = cluster.services().scheduler;
    Recorder& recorder = cluster.services().recorder;
    Operation timer(scheduler);
    if (f.after) {
        timer.status = Status::pending;
        faults.tied_.push_back({index, what_of(f.after->event), f.after->nth, &timer});
        co_await Await(timer);
    } else {
        co_await scheduler.sleep(timer, std::max(f.at - scheduler.now(), Duration::zero()));
    }
    recorder.emit(EventKind::fault_began, CallId(), index);
    faults.begin(f);
    if (f.duration <= Duration::zero()) co_return;
    co_await scheduler.sleep(timer, f.duration);
    faults.end(f);
    recorder.emit(EventKind::fault_ended, CallId(), index);
}

void Faults::begin(const Fault& f)
{
    const Instant until = cluster_.services().scheduler.now() + f.duration;
    switch (f.kind) {
    case FaultKind::kill_instance: cluster_.kill(f.instance - 1); break;
    case FaultKind::kill_lock_holder: {
        const CallId holder = store_.lock_holder();
        if (holder.is_nobody()) break;
        cluster_.kill(cluster_.services().recorder.recording().call(holder).instance);
        break;
    }
    case FaultKind::pause_instance: cluster_.pause(f.instance - 1, f.duration); break;
    case FaultKind::redis_down: store_.go_down(until); break;
    case FaultKind::redis_restart: store_.restart(); break;
    case FaultKind::redis_slow: store_.set_times(f.times); break;
    case FaultKind::database_down: database_.set_down(true); break;
    case FaultKind::database_slow: database_.set_times(f.times); break;
    case FaultKind::flush_key: store_.flush(f.key - 1, cluster_.scenario().strategy.who == Who::lease); break;
    case FaultKind::flush_all: store_.flush_all(); break;
    case FaultKind::clock_jump: cluster_.instance(f.instance - 1).clock_offset += f.by; break;
    case FaultKind::partition: store_.cut_off(static_cast<std::uint16_t>(f.instance - 1), until); break;
    case FaultKind::lose_reply: store_.lose_next_reply(); break;
    }
}

void Faults::end(const Fault& f)
{
    switch (f.kind) {
    case FaultKind::redis_down: store_.come_back(); break;
    case FaultKind::redis_slow: store_.set_times(1); break;
    case FaultKind::database_down: database_.set_down(false); break;
    case FaultKind::database_slow: database_.set_times(1); break;
    case FaultKind::pause_instance:
        cluster_.services().recorder.emit(EventKind::instance_resumed, CallId(), f.instance - 1);
        break;
    default: break;
    }
}

}  // namespace stampede
