#include "core/world/faults.h"

namespace stampede {

void Faults::start()
{
    for (std::uint32_t i = 0; i < cluster_.scenario().faults.size(); ++i) happen(cluster_, *this, i);
}

Root Faults::happen(Cluster& cluster, Faults& faults, std::uint32_t index)
{
    const Fault f = cluster.scenario().faults[index];
    Scheduler& scheduler = cluster.services().scheduler;
    Recorder& recorder = cluster.services().recorder;
    Operation timer(scheduler);
    co_await scheduler.sleep(timer, std::max(f.at - scheduler.now(), Duration::zero()));
    recorder.emit(What::fault_began, CallId(), index);
    faults.begin(f);
    if (f.duration <= Duration::zero()) co_return;
    co_await scheduler.sleep(timer, f.duration);
    faults.end(f);
    recorder.emit(What::fault_ended, CallId(), index);
}

void Faults::begin(const Fault& f)
{
    const Instant until = cluster_.services().scheduler.now() + f.duration;
    switch (f.kind) {
    case FaultKind::kill_instance: cluster_.kill(instance(f)); break;
    case FaultKind::kill_lock_holder: {
        const CallId holder = store_.lock_holder();
        if (holder.is_nobody()) break;
        cluster_.kill(*cluster_.instances()[cluster_.services().recorder.recording().call(holder).instance]);
        break;
    }
    case FaultKind::pause_instance: cluster_.pause(instance(f), f.duration); break;
    case FaultKind::redis_down: store_.go_down(until); break;
    case FaultKind::redis_restart: store_.restart(); break;
    case FaultKind::redis_slow: store_.set_times(f.times); break;
    case FaultKind::database_down: database_.set_down(true); break;
    case FaultKind::database_slow: database_.set_times(f.times); break;
    case FaultKind::flush_key: store_.flush(f.key - 1); break;
    case FaultKind::flush_all: store_.flush_all(); break;
    case FaultKind::clock_jump: instance(f).clock_offset += f.by; break;
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
        cluster_.services().recorder.emit(What::instance_resumed, CallId(), instance(f).id);
        break;
    default: break;
    }
}

}  // namespace stampede
