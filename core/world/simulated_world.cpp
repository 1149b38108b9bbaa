#include "core/runtime/frame_pool.h"
#include "core/scenario/scenario_file.h"
#include "core/world/faults.h"
#include "core/world/models.h"
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
    void restart() override { store_.restart(); }
    void set_times(double times) override { store_.set_times(times); }
    void flush(std::uint32_t key) override { store_.flush(key); }
    void flush_all() override { store_.flush_all(); }
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
    }

    /// All that changes at one instant.
    void steer(Instant at, std::span<const SettingChange> changes)
    {
        std::vector<Override> overrides;
        for (const SettingChange& c : changes) overrides.push_back({c.path, c.value});
        const Scenario now = cluster.scenario();
        const Scenario next =
            steered(now, parse_scenario(to_json(now), "the changes of a run", ".", {}, overrides));
        scheduler.advance(std::max(at, scheduler.now()));
        database.take(database_model(next));
        cluster.take(next);
    }
};

}  // namespace

RecordingPtr simulate(const Scenario& scenario, const RunControl& control)
{
    return simulate_steered(scenario, {}, control);
}

RecordingPtr simulate_steered(const Scenario& scenario, std::span<const SettingChange> changes,
                              const RunControl& control)
{
    FramePool::of_this_thread().rewind();
    Logs logs = read_logs(scenario);
    std::vector<std::string> names = key_names(scenario, logs);
    SimulatedWorld world(scenario, std::move(logs), !changes.empty());
    const Instant horizon = scenario.horizon ? run_start + *scenario.horizon : never;
    const double expected = seconds(scenario.horizon.value_or(Duration(60s)));
    const auto stopped = [&] {
        if (control.progress)
            control.progress(std::min(1.0, seconds(world.scheduler.now() - run_start) / expected));
        return control.stop.stop_requested();
    };
    for (std::size_t i = 0; i < changes.size();) {
        std::size_t end = i;
        while (end < changes.size() && changes[end].at == changes[i].at) ++end;
        if (changes[i].at >= horizon) break;
        if (!world.scheduler.run(changes[i].at, stopped)) return nullptr;
        if (world.scheduler.halted()) break;
        world.steer(changes[i].at, changes.subspan(i, end - i));
        i = end;
    }
    if (!world.scheduler.run(horizon, stopped)) return nullptr;

    auto recording = std::make_shared<Recording>();
    const std::uint64_t resumptions = world.scheduler.resumptions();
    const std::uint64_t left = scenario.horizon ? 0 : world.cluster.open();
    *recording = world.recorder.take();
    recording->scenario_json = to_json(scenario);
    recording->changes.assign(changes.begin(), changes.end());
    recording->seed = scenario.seed;
    recording->end = scenario.horizon ? horizon : world.scheduler.now();
    recording->resumptions = resumptions;
    recording->tasks_left = left;
    recording->key_names = std::move(names);
    return recording;
}

}  // namespace stampede
