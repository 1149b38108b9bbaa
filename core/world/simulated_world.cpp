#include "core/runtime/frame_pool.h"
#include "core/scenario/models.h"
#include "core/scenario/scenario_file.h"
#include "core/world/faults.h"
#include "core/world/steering.h"
#include "core/world/world.h"

#include <algorithm>

namespace stampede {

namespace {

/// Faults of the modelled store.
class ModelFaults final : public StoreFaults {
public:
    explicit ModelFaults(SimulatedStore& s) : store_(s) {}
    void go_down(Instant until) override { store_.set_down_until(until); }
    void come_back() override {}
    void restart() override { store_.forget_all(); }
    void set_times(double times) override { store_.set_times(times); }
    void flush(std::uint32_t key, bool leased) override { store_.flush(key, leased); }
    void flush_all() override { store_.forget_all(); }
    void cut_off(std::uint16_t instance, Instant until) override { store_.cut_off(instance, until); }
    void lose_next_reply() override { store_.lose_next_reply(); }
    CallId lock_holder() const override { return store_.lock_holder(); }

private:
    SimulatedStore& store_;
};

/// The parts of a simulated run, in the order in which they need each other.
struct SimulatedWorld {
    Scheduler scheduler;
    Recorder recorder;
    SimulatedStore store;
    SimulatedDatabase database;
    Cluster cluster;
    ModelFaults store_faults;
    Faults faults;

    SimulatedWorld(const Scenario& s, Logs logs, bool steered)
        : recorder(scheduler), store(scheduler, recorder, network_model(s), key_count(s, logs), s.seed),
          database(scheduler, recorder, database_model(s), s.seed),
          cluster(s, Services{scheduler, recorder, store, database}, std::move(logs)), store_faults(store),
          faults(cluster, store_faults, database)
    {
        if (steered) cluster.expect_steering();
        faults.start();
        cluster.start();
        faults.follow_events();
    }

    void steer(const SettingsFrom& next)
    {
        scheduler.advance(std::max(next.at, scheduler.now()));
        store.apply(network_model(next.settings));
        database.apply(database_model(next.settings));
        cluster.apply(next.settings);
    }
};

}  // namespace

RecordingPtr simulate(const Scenario& scenario, const RunControl& control)
{
    return simulate_steered(scenario, {}, control);
}

RecordingPtr simulate_steered(const Scenario& asked, std::span<const SettingChange> changes,
                              const RunControl& control)
{
    FramePool::of_this_thread().rewind();
    Logs logs = read_logs(asked);
    const Scenario scenario = with_query_time_of(logs, asked);
    std::vector<std::string> names = key_names(scenario, logs);
    SimulatedWorld world(scenario, std::move(logs), !changes.empty());
    const Instant horizon = scenario.horizon ? run_start + *scenario.horizon : never;
    const double expected = seconds(scenario.horizon.value_or(Duration(60s)));
    const auto stopped = [&] {
        if (control.progress)
            control.progress(std::min(1.0, seconds(world.scheduler.now() - run_start) / expected));
        return control.stop.stop_requested() || control.end.stop_requested();
    };
    bool cut = false;  // by `end`
    for (const SettingsFrom& next : settings_over_time(scenario, changes)) {
        if (next.at >= horizon) break;
        cut = !world.scheduler.run(next.at, stopped);
        if (cut || world.scheduler.halted()) break;
        world.steer(next);
    }
    cut = cut || !world.scheduler.run(horizon, stopped);
    if (control.stop.stop_requested()) return nullptr;

    auto recording = std::make_shared<Recording>();
    const std::uint64_t resumptions = world.scheduler.resumptions();
    const std::uint64_t left = cut || scenario.horizon ? 0 : world.cluster.open();
    *recording = world.recorder.take();
    recording->scenario_json = to_json(scenario);
    recording->changes.assign(changes.begin(), changes.end());
    recording->seed = scenario.seed;
    recording->cut_short = cut;
    recording->end = scenario.horizon && !cut ? horizon : world.scheduler.now();
    recording->resumptions = resumptions;
    recording->tasks_left = left;
    recording->key_names = std::move(names);
    return recording;
}

}  // namespace stampede
