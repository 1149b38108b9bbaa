#include "core/world/live_world.h"

#include "core/runtime/frame_pool.h"
#include "core/runtime/input_error.h"
#include "core/scenario/differences.h"
#include "core/scenario/models.h"
#include "core/scenario/scenario_file.h"
#include "core/store/private_redis.h"
#include "core/store/redis_store.h"
#include "core/store/unique_name.h"
#include "core/world/faults.h"
#include "core/world/live_load.h"
#include "core/world/live_snapshots.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace stampede {

namespace {

/// How long a server may take for what is asked before and after a run.
constexpr Duration patience = 5s;
constexpr Duration report_every = 50ms;
/// Servers of our own that wait for a restart; further restarts start theirs when it is time.
constexpr std::ptrdiff_t most_standing_by = 4;
/// Storing the entries to start with may take this long.
constexpr double longest_warm_up = 30;

/// What happens to a real store. Only a server of our own is ever stopped or killed.
class LiveFaults final : public StoreFaults {
public:
    LiveFaults(RedisStore& store, PrivateRedis* server, const Scheduler& scheduler)
        : store_(store), server_(server), scheduler_(scheduler)
    {
    }

    void go_down(Instant until) override
    {
        store_.trouble_log().ask_for(until);
        server_->stop();
    }
    void come_back() override { server_->resume(); }
    void restart() override
    {
        store_.trouble_log().ask_for(scheduler_.now());
        server_->restart();
        store_.data_lost();
    }
    void set_times(double times) override { store_.set_times(times); }
    void flush(std::uint32_t key) override { store_.flush(key); }
    void flush_all() override { store_.flush_all(); }
    void cut_off(std::uint16_t instance, Instant until) override { store_.cut_off(instance, until); }
    void lose_next_reply() override { store_.lose_next_reply(); }
    CallId lock_holder() const override { return store_.lock_holder(); }

private:
    RedisStore& store_;
    PrivateRedis* server_;
    const Scheduler& scheduler_;
};

void check_faults(const Scenario& s, bool own_server)
{
    for (std::size_t i = 0; i < s.faults.size(); ++i) {
        const FaultKind kind = s.faults[i].kind;
        const std::string where = "faults[" + std::to_string(i) + "].kind: ";
        if (!own_server && (kind == FaultKind::redis_down || kind == FaultKind::redis_restart))
            throw InputError(
                where + "a server that may belong to others is not taken down; run it with --world live");
    }
}

std::string whole(double n)
{
    return std::to_string(std::llround(n));
}

double commands_asked(const Scenario& s, const Logs& logs)
{
    const bool starts_empty = s.cache.start == Start::cold || (s.cache.start == Start::expired &&
                                                               s.strategy.options.keep == Duration::zero());
    return std::max(commands_in_busiest_second(s, logs),
                    starts_empty ? 0 : key_count(s, logs) / longest_warm_up);
}

void check_load(const Scenario& s, const Logs& logs, const RedisAddress& a)
{
    const double asked = commands_asked(s, logs);
    if (asked <= a.commands_per_second) return;
    throw InputError("This scenario sends about " + whole(asked) + " commands in its busiest second, and " +
                     a.display() + " is asked at most " + whole(a.commands_per_second) +
                     ": ask for less, or allow more at the end of the address with ?commands_per_second=" +
                     whole(std::ceil(asked)));
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
    LiveRun(const Scenario& s, Logs logs, std::optional<RedisAddress> elsewhere, const LiveControl& control)
        : scenario_(s), settings_(s), control_(control), names_(key_names(s, logs)),
          judged_logs_(elsewhere ? logs : Logs()), recorder_(scheduler_), loop_(scheduler_),
          server_(elsewhere ? nullptr : std::make_unique<PrivateRedis>()),
          address_(elsewhere ? *elsewhere : server_->address()),
          store_(loop_, recorder_, store_options(s, logs, address_)),
          database_(scheduler_, recorder_, database_model(s), s.seed),
          cluster_(s, Services{scheduler_, recorder_, store_, database_}, std::move(logs)),
          store_faults_(store_, server_.get(), scheduler_), faults_(cluster_, store_faults_, database_),
          snapshots_(control.so_far)
    {
        world_name_ = server_ ? "live" : address_.display();
        status_.address = server_ ? "" : world_name_;
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
        tell(LiveStatus::Phase::cleaning_up);
        const RecordingPtr recording = stopped ? nullptr : finish();
        if (!server_) store_.clean_up(patience);
        return recording;
    }

private:
    void prepare()
    {
        tell(LiveStatus::Phase::connecting);
        store_.connect(patience);
        status_.version = store_.version(patience);
        if (!server_ && !store_.probe(patience)) throw StoreUnreachable(store_.trouble());
        stand_by_for_restarts();
        faults_.start();
        cluster_.start();
        faults_.follow_events();
        if (store_.settle(patience)) return store_.trouble_log().start();
        store_.clean_up(patience);
        throw StoreUnreachable(store_.trouble().empty()
                                   ? "The Redis server did not take the entries to start with."
                                   : store_.trouble());
    }

    /// A restart is to cost the data, not the time that a server needs to start.
    void stand_by_for_restarts()
    {
        const auto restarts =
            std::count_if(scenario_.faults.begin(), scenario_.faults.end(),
                          [](const Fault& f) { return f.kind == FaultKind::redis_restart; });
        for (auto i = std::min<std::ptrdiff_t>(restarts, most_standing_by); i > 0; --i) server_->stand_by();
    }

    /// After each wake-up: is the run over? Tells others how far it is.
    bool look_around()
    {
        if (loop_.steady() >= report_at_) report();
        return scheduler_.halted() || scheduler_.now() >= loop_.horizon || control_.stop.stop_requested() ||
               control_.end.stop_requested();
    }

    /// The settings that were moved, from now on.
    void take_settings()
    {
        const std::optional<Scenario> wanted = control_.settings ? control_.settings->take() : std::nullopt;
        if (!wanted) return;
        const Scenario next = steered(settings_, *wanted);
        try {
            if (!server_) check_load(next, judged_logs_, address_);
        } catch (const InputError& e) {
            if (control_.refused) control_.refused(settings_, e.what());
            return;
        }
        loop_.catch_up();
        for (const Difference& d : differences(settings_, next))
            recorder_.recording().changes.push_back({scheduler_.now(), d.path, d.after});
        settings_ = next;
        store_.apply(network_model(next));
        database_.apply(database_model(next));
        cluster_.apply(next);
    }

    void tell(LiveStatus::Phase phase)
    {
        LiveStatus now = status_;
        now.trouble = store_.trouble();
        now.again_in = store_.tried_again_in();
        now.phase = phase == LiveStatus::Phase::running && !now.trouble.empty() && now.again_in
                        ? LiveStatus::Phase::lost
                        : phase;
        if (now == told_) return;
        told_ = status_ = now;
        if (control_.status) control_.status(now);
    }

    void report()
    {
        report_at_ = loop_.steady() + report_every;
        if (control_.progress)
            control_.progress(std::min(1.0, seconds(scheduler_.now() - run_start) / expected_));
        take_settings();
        tell(LiveStatus::Phase::running);
        if (snapshots_.wanted()) snapshots_.give(snapshot());
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
        r.world = world_name_;
        r.seed = scenario_.seed;
        r.key_names = names_;
        r.resumptions = scheduler_.resumptions();
        r.trouble = store_.trouble_log().so_far();
    }

    const Scenario& scenario_;  ///< what it began with
    Scenario settings_;         ///< what holds now
    const LiveControl& control_;
    std::vector<std::string> names_;
    Logs judged_logs_;
    std::string world_name_;
    LiveStatus status_;
    std::optional<LiveStatus> told_;
    Instant report_at_{};
    double expected_ = seconds(scenario_.horizon.value_or(Duration(60s)));

    Scheduler scheduler_;
    Recorder recorder_;
    EventLoop loop_;
    std::unique_ptr<PrivateRedis> server_;  ///< none: the server is somebody else's
    RedisAddress address_;
    RedisStore store_;
    SimulatedDatabase database_;
    Cluster cluster_;
    LiveFaults store_faults_;
    Faults faults_;
    LiveSnapshots snapshots_;
};

}  // namespace

RecordingPtr run_live(const Scenario& scenario, const std::string& where, const LiveControl& control)
{
    FramePool::of_this_thread().rewind();
    std::optional<RedisAddress> elsewhere;
    if (where != "live") elsewhere = parse_redis_address(where);
    check_faults(scenario, !elsewhere);
    Logs logs = read_logs(scenario);
    if (elsewhere) check_load(scenario, logs, *elsewhere);
    if (!elsewhere && control.status) control.status({LiveStatus::Phase::starting_server, {}, {}, {}, {}});
    return LiveRun(scenario, std::move(logs), std::move(elsewhere), control).run();
}

ServerFacts look_at_server(const std::string& where)
{
    RedisStoreOptions o;
    o.address = parse_redis_address(where);
    o.address.connections = 1;
    o.run = unique_name(8);
    ServerFacts facts{o.address.display(), o.address.host, o.address.port, o.address.database, {}, {}};
    FramePool::of_this_thread().rewind();
    Scheduler scheduler;
    Recorder recorder(scheduler, Recorder::Keeps::nothing);
    EventLoop loop(scheduler);
    RedisStore store(loop, recorder, o);
    store.connect(patience);
    facts.version = store.version(patience);
    const std::optional<Duration> took = store.get(patience);
    if (!took)
        throw StoreUnreachable(store.trouble().empty()
                                   ? "The Redis server at " + facts.address + " does not answer."
                                   : store.trouble());
    facts.round_trip = *took;
    return facts;
}

double commands_asked(const Scenario& scenario)
{
    return commands_asked(scenario, read_logs(scenario));
}

std::string describe_server(const std::string& where)
{
    const RedisAddress a = parse_redis_address(where);
    return a.host + " port " + std::to_string(a.port) + ", database " + std::to_string(a.database) +
           ", at most " + whole(a.commands_per_second) + " commands a second over " +
           std::to_string(a.connections) + " connections";
}

}  // namespace stampede
