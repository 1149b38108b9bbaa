#include "core/world/live_world.h"

#include "core/runtime/frame_pool.h"
#include "core/runtime/input_error.h"
#include "core/runtime/say.h"
#include "core/scenario/models.h"
#include "core/scenario/scenario_file.h"
#include "core/store/unique_name.h"
#include "core/world/faults.h"
#include "core/world/live_faults.h"
#include "core/world/live_load.h"
#include "core/world/live_reports.h"
#include "core/world/live_snapshots.h"
#include "core/world/live_steering.h"
#include "core/world/server_probe.h"

#include <optional>

namespace stampede {

namespace {

void check_faults(const Scenario& s, bool own_server)
{
    for (std::size_t i = 0; i < s.faults.size(); ++i) {
        const FaultKind kind = s.faults[i].kind;
        const std::string where = "faults[" + std::to_string(i) + "].kind: ";
        if (!own_server && (kind == FaultKind::redis_down || kind == FaultKind::redis_restart))
            throw InputError(say(
                "{}a server that may belong to others is not taken down; run it with --world live", where));
    }
}

RedisStoreOptions store_options(const Scenario& s, const Logs& logs, const RedisAddress& address)
{
    RedisStoreOptions o;
    o.address = address;
    o.run = unique_name(8);
    o.lock_prefix = s.strategy.options.lock_prefix;
    o.key_names = key_names(s, logs);
    o.network = network_model(s);
    o.seed = s.seed;
    return o;
}

/// The parts of a live run, in the order in which they need each other.
class LiveRun {
public:
    LiveRun(const Scenario& s, Logs logs, const std::optional<RedisAddress>& elsewhere,
            const LiveControl& control)
        : scenario_(s), control_(control), steering_(s, control, elsewhere, elsewhere ? logs : Logs()),
          names_(key_names(s, logs)), recorder_(scheduler_), loop_(scheduler_), server_(elsewhere),
          store_(loop_, recorder_, store_options(s, logs, server_.address())),
          database_(scheduler_, recorder_, database_model(s), s.seed),
          cluster_(s, Services{scheduler_, recorder_, store_, database_}, std::move(logs)),
          store_faults_(store_, server_, scheduler_), faults_(cluster_, store_faults_, database_),
          reports_(s, control, store_, server_.own() ? "" : server_.world_name()), snapshots_(control.so_far)
    {
        if (control.settings) cluster_.expect_steering();
    }

    RecordingPtr run()
    {
        const std::stop_callback wake(control_.stop, [this] { loop_.wake(); });
        const std::stop_callback wake_too(control_.end, [this] { loop_.wake(); });
        prepare();
        if (control_.settings) control_.settings->on_given([this] { loop_.wake(); });
        loop_.horizon = scenario_.horizon ? run_start + *scenario_.horizon : never;
        loop_.start();
        loop_.run_until([this] { return look_around(); });
        if (control_.settings) control_.settings->on_given({});
        const bool stopped = control_.stop.stop_requested();
        reports_.status(LiveStatus::Phase::cleaning_up);
        const RecordingPtr recording = stopped ? nullptr : finish();
        if (!server_.own()) store_.clean_up(server_patience);
        return recording;
    }

private:
    void prepare()
    {
        reports_.status(LiveStatus::Phase::connecting);
        store_.connect(server_patience);
        reports_.version(store_.version(server_patience));
        if (!server_.own() && !store_.probe(server_patience)) throw StoreUnreachable(store_.trouble());
        server_.stand_by_for_restarts(scenario_);
        faults_.start();
        cluster_.start();
        faults_.follow_events();
        if (store_.settle(server_patience)) return store_.trouble_log().start();
        store_.clean_up(server_patience);
        throw StoreUnreachable(store_.trouble().empty()
                                   ? say("The Redis server did not take the entries to start with.")
                                   : store_.trouble());
    }

    /// After each wake-up: is the run over? Tells others how far it is.
    bool look_around()
    {
        if (reports_.due(loop_.steady())) report();
        return scheduler_.halted() || scheduler_.now() >= loop_.horizon || control_.stop.stop_requested() ||
               control_.end.stop_requested();
    }

    void report()
    {
        reports_.progress(scheduler_.now() - run_start);
        take_settings();
        reports_.status(LiveStatus::Phase::running);
        if (snapshots_.wanted()) snapshots_.give(snapshot());
    }

    /// The settings that were moved, from now on.
    void take_settings()
    {
        const std::vector<Difference> changes = steering_.take();
        if (changes.empty()) return;
        loop_.catch_up();
        for (const Difference& d : changes)
            recorder_.recording().changes.push_back({scheduler_.now(), d.path, d.after});
        const Scenario& now = steering_.now();
        store_.apply(network_model(now));
        database_.apply(database_model(now));
        cluster_.apply(now);
    }

    RecordingPtr snapshot()
    {
        auto copy = std::make_shared<Recording>(recorder_.recording());
        complete(*copy);
        copy->end = scheduler_.now();
        return copy;
    }

    RecordingPtr finish()
    {
        loop_.catch_up();
        auto recording = std::make_shared<Recording>(recorder_.take());
        complete(*recording);
        recording->cut_short = !scheduler_.halted() && scheduler_.now() < loop_.horizon;
        recording->end = recording->cut_short || !scenario_.horizon ? scheduler_.now() : loop_.horizon;
        recording->tasks_left = recording->cut_short || scenario_.horizon ? 0 : cluster_.open();
        return recording;
    }

    void complete(Recording& r)
    {
        r.scenario_json = to_json(scenario_);
        r.world = server_.world_name();
        r.seed = scenario_.seed;
        r.key_names = names_;
        r.resumptions = scheduler_.resumptions();
        r.trouble = store_.trouble_log().so_far();
    }

    const Scenario& scenario_;  ///< what it began with
    const LiveControl& control_;
    LiveSteering steering_;
    std::vector<std::string> names_;

    Scheduler scheduler_;
    Recorder recorder_;
    EventLoop loop_;
    LiveServer server_;
    RedisStore store_;
    SimulatedDatabase database_;
    Cluster cluster_;
    LiveFaults store_faults_;
    Faults faults_;
    LiveReports reports_;
    LiveSnapshots snapshots_;
};

}  // namespace

RecordingPtr run_live(const Scenario& asked, const std::string& where, const LiveControl& control)
{
    FramePool::of_this_thread().rewind();
    std::optional<RedisAddress> elsewhere;
    if (where != "live") elsewhere = parse_redis_address(where);
    check_faults(asked, !elsewhere);
    Logs logs = read_logs(asked);
    const Scenario scenario = with_query_time_of(logs, asked);
    if (elsewhere) check_load(scenario, logs, *elsewhere);
    if (!elsewhere && control.status) control.status({LiveStatus::Phase::starting_server, {}, {}, {}, {}});
    return LiveRun(scenario, std::move(logs), elsewhere, control).run();
}

}  // namespace stampede
