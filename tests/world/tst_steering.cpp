#define QT_NO_EMIT  // Recorder::emit

#include <QtTest>

#include "core/analysis/invariants.h"
#include "core/analysis/timeline.h"
#include "core/recording/recording_file.h"
#include "core/runtime/input_error.h"
#include "core/scenario/differences.h"
#include "core/scenario/scenario_file.h"
#include "core/strategy/catalogue.h"
#include "core/world/live_world.h"
#include "core/world/server_probe.h"
#include "tests/support/fake_server.h"
#include "tests/support/run_tests.h"
#include "tests/support/store_benches.h"

#include <algorithm>
#include <map>

using namespace stampede;
using namespace std::chrono_literals;

namespace {

Scenario calm_page()
{
    Scenario s = parse_scenario(
        R"({"schema": "stampede-scenario/1", "name": "calm", "cache": {"ttl": "100ms", "start": "warm"},
        "traffic": [{"kind": "steady", "from": "0s", "until": "1200ms", "rate": 100}],
        "database": {"query_time": "20ms"}, "strategy": {"name": "xfetch"}})",
        "calm");
    return s;
}

std::size_t count(const Recording& r, EventKind what, Instant from, Instant until)
{
    return static_cast<std::size_t>(std::count_if(r.events.begin(), r.events.end(), [&](const Event& e) {
        return e.what() == what && e.at >= from && e.at < until;
    }));
}

/// Runs live; once `recorded` events are there, gives the settings.
RecordingPtr steer(const Scenario& s, std::size_t recorded, const Scenario& wanted,
                   const std::string& where = "live",
                   std::function<void(const Scenario&, const std::string&)> refused = {})
{
    LiveSettings settings;
    LiveControl control;
    control.settings = &settings;
    control.refused = std::move(refused);
    bool given = false;
    control.so_far = [&](RecordingPtr part) {
        if (!given && part->events.size() >= recorded) settings.give(wanted);
        given = given || part->events.size() >= recorded;
    };
    return run_live(s, where, control);
}

const SettingChange* change_of(const Recording& r, const std::string& path)
{
    const auto it = std::find_if(r.changes.begin(), r.changes.end(),
                                 [&](const SettingChange& c) { return c.path == path; });
    return it == r.changes.end() ? nullptr : &*it;
}

}  // namespace

/// A live run takes on new settings while it goes on, and its recording says which and when.
class tst_Steering : public QObject {
    Q_OBJECT

private slots:
    void differencesAreNamedAsInFiles();
    void whatARunCanTakeOn_data();
    void whatARunCanTakeOn();
    void theRateChangesWithinTheRun();
    void lifetimeAndQueryTimeHoldForWhatComesNext();
    void aRaisedRateWakesASleepyTraffic();
    void clientsComeAndGo();
    void theSimulationMovesTheSameSettingsAtTheSameInstants();
    void aSteeredRunKeepsItsChangesInTheFile();
    void aRunThatIsEndedKeepsWhatWasRecorded();
    void thePoliteLimitHoldsWhileSteering();
    void aRunTellsHowItStandsWithItsServer();
    void aServerIsLookedAtWithoutWriting();
};

void tst_Steering::differencesAreNamedAsInFiles()
{
    const Scenario before = calm_page();
    Scenario after = before;
    after.cache.ttl = 5s;
    std::get<Steady>(after.traffic[0]).rate = 250;
    after.database.timeout = 1s;
    QVERIFY(differences(before, before).empty());
    std::map<std::string, std::string> found;
    for (const Difference& d : differences(before, after)) found[d.path] = d.before + " -> " + d.after;
    QCOMPARE(found.size(), std::size_t(3));
    QCOMPARE(QString::fromStdString(found["cache.ttl"]), QString("100ms -> 5s"));
    QCOMPARE(QString::fromStdString(found["traffic.0.rate"]), QString("100 -> 250"));
    QCOMPARE(QString::fromStdString(found["database.timeout"]), QString("none -> 1s"));
}

void tst_Steering::whatARunCanTakeOn_data()
{
    QTest::addColumn<QString>("change");
    QTest::addColumn<QString>("needs");
    QTest::newRow("rate") << "traffic.0.rate=7"
                          << "";
    QTest::newRow("ttl") << "cache.ttl=7s"
                         << "";
    QTest::newRow("beta") << "strategy.beta=3"
                          << "";
    QTest::newRow("query time") << "database.query_time=7ms"
                                << "";
    QTest::newRow("an option") << "strategy.keep=30s"
                               << "";
    QTest::newRow("instances") << "instances.count=7"
                               << "instances.count";
    QTest::newRow("keys") << "keys.count=7"
                          << "keys.count";
    QTest::newRow("fencing") << "strategy.fencing=true"
                             << "strategy.fencing";
    QTest::newRow("updates") << "database.updates_per_second=7"
                             << "database.updates_per_second";
    QTest::newRow("what the cache began with") << "cache.start=cold"
                                               << "cache.start";
}

void tst_Steering::whatARunCanTakeOn()
{
    QFETCH(QString, change);
    QFETCH(QString, needs);
    const Scenario running = calm_page();
    const std::vector<Override> overrides{parse_override(change.toStdString())};
    const Scenario wanted = parse_scenario(to_json(running), "running", ".", {}, overrides);
    QVERIFY(wanted != running);
    QCOMPARE(QString::fromStdString(needs_new_run(running, wanted).value_or("")), needs);
    if (needs.isEmpty()) QVERIFY(steered(running, wanted) == wanted);
    Scenario other = running;
    other.strategy = find_strategy("locking")->spec;
    QVERIFY(needs_new_run(running, other).has_value());
}

void tst_Steering::theRateChangesWithinTheRun()
{
    Scenario faster = calm_page();
    std::get<Steady>(faster.traffic[0]).rate = 2000;
    const RecordingPtr r = steer(calm_page(), 60, faster);
    QVERIFY(r != nullptr);
    const SettingChange* change = change_of(*r, "traffic.0.rate");
    QVERIFY(change != nullptr);
    QCOMPARE(QString::fromStdString(change->value), QString("2000"));
    const double before =
        double(count(*r, EventKind::arrived, run_start, change->at)) / seconds(change->at - run_start);
    const double after =
        double(count(*r, EventKind::arrived, change->at, r->end)) / seconds(r->end - change->at);
    QVERIFY2(before < 300, qPrintable(QString::number(before)));
    QVERIFY2(after > 1000, qPrintable(QString::number(after)));
    QVERIFY(check_invariants(*r, calm_page()).violated.empty());
    const Timeline timeline = build_timeline(*r);
    QCOMPARE(std::count_if(timeline.markers.begin(), timeline.markers.end(),
                           [](const Marker& m) { return m.kind == Marker::Kind::setting_changed; }),
             1);
}

void tst_Steering::lifetimeAndQueryTimeHoldForWhatComesNext()
{
    Scenario wanted = calm_page();
    wanted.cache.ttl = 10s;
    wanted.database.query_time = 1ms;
    wanted.strategy.when[0].beta = 2;
    const RecordingPtr r = steer(calm_page(), 60, wanted);
    QVERIFY(r != nullptr && change_of(*r, "cache.ttl") && change_of(*r, "database.query_time"));
    const Instant at = change_of(*r, "cache.ttl")->at;
    const Timeline timeline = build_timeline(*r);
    for (const EntryBand& e : timeline.entries.of(0)) {
        // A value that was on its way to the server when the ttl changed has the old one.
        if (e.stored_at < at)
            QVERIFY(e.fresh_until - e.stored_at <= 100ms);
        else if (e.stored_at > at + 100ms)
            QVERIFY(e.fresh_until - e.stored_at > 5s);
    }
    QVERIFY(count(*r, EventKind::stored, at, r->end) > 0);
}

void tst_Steering::aRaisedRateWakesASleepyTraffic()
{
    Scenario sleepy = calm_page();
    sleepy.traffic.push_back(
        Steady{.from = run_start, .until = run_start + 1s, .rate = 0.001, .process = Process::regular});
    Scenario awake = sleepy;
    std::get<Steady>(awake.traffic[1]).rate = 1000;
    std::get<Steady>(awake.traffic[1]).process = Process::poisson;
    const RecordingPtr r = steer(sleepy, 60, awake);
    QVERIFY(r != nullptr);
    QVERIFY(r->requests.size() > 300);
}

void tst_Steering::clientsComeAndGo()
{
    Scenario few = calm_page();
    few.traffic = {Closed{
        .clients = 2, .think_min = 10ms, .think_max = 10ms, .from = run_start, .until = run_start + 1s}};
    Scenario many = few;
    std::get<Closed>(many.traffic[0]).clients = 40;
    const RecordingPtr more = steer(few, 60, many);
    const RecordingPtr fewer = steer(many, 200, few);
    QVERIFY(more && fewer);
    QVERIFY2(more->requests.size() > 1000, qPrintable(QString::number(more->requests.size())));
    const Instant at = fewer->changes.front().at;
    // 40 clients ask 4 000 times a second at most, 2 of them 200 times.
    QVERIFY(count(*fewer, EventKind::arrived, at + 50ms, fewer->end) < 300);
    QCOMPARE(fewer->tasks_left, std::uint64_t(0));
}

void tst_Steering::theSimulationMovesTheSameSettingsAtTheSameInstants()
{
    const Scenario s = calm_page();
    const std::vector<SettingChange> changes{{run_start + 600ms, "traffic.0.rate", "2000"},
                                             {run_start + 600ms, "cache.ttl", "10s"}};
    const RecordingPtr r = simulate_steered(s, changes);
    QVERIFY(r != nullptr && r->changes == changes);
    QVERIFY(count(*r, EventKind::arrived, run_start, run_start + 600ms) < 120);
    QVERIFY(count(*r, EventKind::arrived, run_start + 600ms, run_start + 1200ms) > 900);
    const Timeline timeline = build_timeline(*r);
    for (const EntryBand& e : timeline.entries.of(0))
        QCOMPARE(e.fresh_until - e.stored_at > 5s, e.stored_at > run_start + 601ms);
    QVERIFY(check_invariants(*r, s).violated.empty());
    QCOMPARE(hash(*simulate_steered(s, changes)), hash(*r));
    QCOMPARE(hash(*simulate_steered(s, {})), hash(*simulate(s)));
}

void tst_Steering::aSteeredRunKeepsItsChangesInTheFile()
{
    Recording r;
    r.scenario_json = to_json(calm_page());
    r.world = "live";
    r.end = run_start + 3s;
    r.changes = {{run_start + 1s, "cache.ttl", "7s"}, {run_start + 2s, "database.pool", "500"}};
    r.cut_short = true;
    const Recording again = decode_recording(encode_recording(r), "again");
    QVERIFY(again.changes == r.changes);
    QVERIFY(again.cut_short);
    Recording plain = r;
    plain.changes.clear();
    plain.cut_short = false;
    QVERIFY(hash(plain) != hash(r));
    QVERIFY(encode_recording(plain).find("cut_short") == std::string::npos);
    std::swap(r.changes[0].at, r.changes[1].at);
    QVERIFY_EXCEPTION_THROWN(decode_recording(encode_recording(r), "wrong"), InputError);
    r.changes.resize(1);
    r.changes[0].at = run_start + 4s;
    QVERIFY_EXCEPTION_THROWN(decode_recording(encode_recording(r), "late"), InputError);
}

void tst_Steering::aRunThatIsEndedKeepsWhatWasRecorded()
{
    Scenario s = calm_page();
    std::get<Steady>(s.traffic[0]).until = run_start + 1h;
    std::stop_source end;
    LiveControl control;
    control.end = end.get_token();
    control.so_far = [&](RecordingPtr part) {
        if (part->requests.size() > 10) end.request_stop();
    };
    const RecordingPtr r = run_live(s, "live", control);
    QVERIFY(r != nullptr);
    QVERIFY(r->cut_short);
    QVERIFY(r->requests.size() > 10);
    QVERIFY(r->end < run_start + 1h);
    const InvariantReport report = check_invariants(*r, s);
    QVERIFY2(report.violated.empty(), report.violated.empty() ? "" : report.violated[0].what.c_str());
}

void tst_Steering::thePoliteLimitHoldsWhileSteering()
{
    const std::uint16_t port = FakeServer::free_port();
    PrivateRedisOptions options;
    options.port = port;
    const PrivateRedis server(options);
    Scenario gentle = calm_page();
    std::get<Steady>(gentle.traffic[0]).rate = 20;
    Scenario greedy = gentle;
    std::get<Steady>(greedy.traffic[0]).rate = 5000;
    std::string said;
    const RecordingPtr r = steer(gentle, 8, greedy, "redis://127.0.0.1:" + std::to_string(port),
                                 [&](const Scenario& holds, const std::string& why) {
                                     if (holds == gentle) said = why;
                                 });
    QVERIFY(r != nullptr);
    QVERIFY2(said.find("asked at most 50") != said.npos, said.c_str());
    QVERIFY(r->changes.empty());
    QVERIFY(r->requests.size() < 100);
}

void tst_Steering::aRunTellsHowItStandsWithItsServer()
{
    Scenario s = calm_page();
    Fault down;
    down.kind = FaultKind::redis_restart;
    down.at = run_start + 400ms;
    s.faults = {down};
    std::vector<LiveStatus> told;
    LiveControl control;
    control.status = [&](const LiveStatus& status) { told.push_back(status); };
    QVERIFY(run_live(s, "live", control) != nullptr);
    const auto place = [&](LiveStatus::Phase phase) {
        return std::find_if(told.begin(), told.end(), [&](const LiveStatus& t) { return t.phase == phase; }) -
               told.begin();
    };
    using Phase = LiveStatus::Phase;
    QVERIFY(place(Phase::starting_server) < place(Phase::connecting));
    QVERIFY(place(Phase::connecting) < place(Phase::running));
    QVERIFY(place(Phase::running) < place(Phase::cleaning_up));
    QVERIFY(place(Phase::cleaning_up) < std::ptrdiff_t(told.size()));
    const LiveStatus& running = told[std::size_t(place(Phase::running))];
    QVERIFY2(running.version.find('.') != std::string::npos || running.version.empty(),
             running.version.c_str());
    QVERIFY(running.address.empty());
}

void tst_Steering::aServerIsLookedAtWithoutWriting()
{
    const std::uint16_t port = FakeServer::free_port();
    PrivateRedisOptions options;
    options.port = port;
    options.password = "crow";
    options.more = "databases 4\n";
    const PrivateRedis server(options);
    const std::string at = "127.0.0.1:" + std::to_string(port);
    const ServerFacts facts = look_at_server("redis://:crow@" + at + "/2");
    QCOMPARE(facts.database, std::uint32_t(2));
    QCOMPARE(QString::fromStdString(facts.host), QString("127.0.0.1"));
    QVERIFY(facts.round_trip > Duration::zero());
    QVERIFY(facts.address.find("crow") == std::string::npos);
    const QString stats = QString::fromStdString(ask_redis(server.address(), {"INFO", "commandstats"}));
    for (const char* writing : {"cmdstat_set:", "cmdstat_unlink", "cmdstat_pexpire"})
        QVERIFY2(!stats.contains(writing), writing);
    QVERIFY_EXCEPTION_THROWN(look_at_server("redis://:wrong@" + at), StoreUnreachable);
    QVERIFY_EXCEPTION_THROWN(look_at_server("redis://127.0.0.1:1"), StoreUnreachable);
}

STAMPEDE_TESTS(tst_Steering, an_event_loop)
#include "tst_steering.moc"
