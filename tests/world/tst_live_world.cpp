#define QT_NO_EMIT  // Recorder::emit

#include <QtTest>

#include "core/runtime/input_error.h"
#include "core/strategy/catalogue.h"
#include "core/world/live_world.h"
#include "tests/support/run_tests.h"

#include <algorithm>
#include <thread>

using namespace stampede;
using namespace std::chrono_literals;

namespace {

std::size_t count(const Recording& r, EventKind what)
{
    return static_cast<std::size_t>(
        std::count_if(r.events.begin(), r.events.end(), [&](const Event& e) { return e.what() == what; }));
}

std::size_t answered(const Recording& r)
{
    return count(r, EventKind::answered_fresh) + count(r, EventKind::answered_stale) +
           count(r, EventKind::answered_loaded) + count(r, EventKind::answered_shared);
}

/// The worked example: 1 000 requests within 3 ms at a key that has just expired.
Scenario product_page(const char* strategy)
{
    Scenario s;
    s.name = "product page";
    s.keys.name = "product:123";
    s.traffic = {Burst{.at = run_start, .requests = 1000, .within = 3ms}};
    s.strategy = find_strategy(strategy)->spec;
    return s;
}

Fault fault(FaultKind kind, Duration at, Duration for_how_long = {})
{
    Fault f;
    f.kind = kind;
    f.at = run_start + at;
    f.duration = for_how_long;
    return f;
}

/// Whatever else happened: each request ended once, nothing is left, and time never ran backwards.
void check_sound(const RecordingPtr& r)
{
    QVERIFY(r != nullptr);
    QCOMPARE(answered(*r) + count(*r, EventKind::failed) + count(*r, EventKind::rejected),
             r->requests.size());
    QCOMPARE(r->tasks_left, std::uint64_t(0));
    QVERIFY(std::is_sorted(r->events.begin(), r->events.end(),
                           [](const Event& a, const Event& b) { return a.at < b.at; }));
    QVERIFY(r->events.empty() || r->events.back().at <= r->end);
}

}  // namespace

/// Whole scenarios in real time on a private redis-server.
class tst_LiveWorld : public QObject {
    Q_OBJECT

private slots:
    void theWorkedExampleOnARealServer_data();
    void theWorkedExampleOnARealServer();
    void everyNamedStrategyEndsEveryRequest_data();
    void everyNamedStrategyEndsEveryRequest();
    void waitersAreNotifiedOfARelease();
    void tenThousandRequestsAtOnceAllSucceed();
    void aStoppedServerDelaysRequestsButStrandsNone();
    void aKilledServerComesBackEmpty();
    void aKilledInstanceLeavesItsLock();
    void aHorizonEndsTheRun();
    void aRunCanBeStopped();
    void aViewSeesTheRunWhileItGoesOn();
    void messagesTakeTheScenariosTimeAndLongerWhileRedisIsSlow();
};

void tst_LiveWorld::theWorkedExampleOnARealServer_data()
{
    QTest::addColumn<qulonglong>("queries");
    QTest::newRow("none") << 1000ull;
    QTest::newRow("coalescing") << 4ull;
    QTest::newRow("locking") << 1ull;
    QTest::newRow("lease") << 1ull;
}

void tst_LiveWorld::theWorkedExampleOnARealServer()
{
    QFETCH(qulonglong, queries);
    Scenario s = product_page(QTest::currentDataTag());
    s.strategy.options.keep = {};
    const RecordingPtr r = run_live(s, "live");
    check_sound(r);
    QCOMPARE(count(*r, EventKind::query_started), std::size_t(queries));
    QCOMPARE(answered(*r), std::size_t(1000));
    QCOMPARE(QString::fromStdString(r->world), QString("live"));
    QCOMPARE(QString::fromStdString(r->key_name(0)), QString("product:123"));
}

void tst_LiveWorld::everyNamedStrategyEndsEveryRequest_data()
{
    QTest::addColumn<int>("number");
    for (const NamedStrategy& n : catalogue()) QTest::newRow(n.id.c_str()) << 0;
}

void tst_LiveWorld::everyNamedStrategyEndsEveryRequest()
{
    Scenario s = product_page(QTest::currentDataTag());
    s.keys.count = 3;
    s.cache.ttl = 200ms;
    s.cache.start = Start::warm;
    s.database.query_time = 20ms;
    s.traffic = {Steady{.from = run_start, .until = run_start + 600ms, .rate = 500}};
    const RecordingPtr r = run_live(s, "live");
    check_sound(r);
    QCOMPARE(count(*r, EventKind::failed), std::size_t(0));
    QVERIFY(count(*r, EventKind::answered_fresh) > 0);
    QVERIFY(count(*r, EventKind::query_started) > 0);
}

void tst_LiveWorld::waitersAreNotifiedOfARelease()
{
    Scenario s = product_page("locking");
    s.strategy.options.wait_by = WaitBy::notify;
    const RecordingPtr r = run_live(s, "live");
    check_sound(r);
    QCOMPARE(count(*r, EventKind::query_started), std::size_t(1));
    QCOMPARE(answered(*r), std::size_t(1000));
    QVERIFY(count(*r, EventKind::notified) > 0);
}

void tst_LiveWorld::tenThousandRequestsAtOnceAllSucceed()
{
    Scenario s = product_page("locking");
    s.traffic = {Burst{.at = run_start, .requests = 10'000, .within = 3ms}};
    s.database.query_time = 500ms;
    const RecordingPtr r = run_live(s, "live");
    check_sound(r);
    QCOMPARE(answered(*r), std::size_t(10'000));
    QCOMPARE(count(*r, EventKind::query_started), std::size_t(1));
}

void tst_LiveWorld::aStoppedServerDelaysRequestsButStrandsNone()
{
    Scenario s = product_page("locking");
    s.traffic = {Steady{.from = run_start, .until = run_start + 3s, .rate = 200}};
    s.faults = {fault(FaultKind::redis_down, 500ms, 2s)};
    std::vector<std::string> troubles;
    LiveControl control;
    control.status = [&](const LiveStatus& status) {
        if (troubles.empty() ? !status.trouble.empty() : status.trouble != troubles.back())
            troubles.push_back(status.trouble);
    };
    const RecordingPtr r = run_live(s, "live", control);
    check_sound(r);
    QVERIFY(count(*r, EventKind::store_failed) > 0);
    // The gate lets one load through per instance and round, not one per request.
    QVERIFY(count(*r, EventKind::query_started) < r->requests.size() / 2);
    QVERIFY(!troubles.empty());
    QVERIFY(QString::fromStdString(troubles.front()).contains("has not answered"));
    QCOMPARE(QString::fromStdString(troubles.back()), QString());
    QVERIFY(count(*r, EventKind::answered_fresh) > 0);
}

void tst_LiveWorld::aKilledServerComesBackEmpty()
{
    Scenario s = product_page("locking");
    s.cache.start = Start::warm;
    s.traffic = {Steady{.from = run_start, .until = run_start + 1500ms, .rate = 500}};
    s.faults = {fault(FaultKind::redis_restart, 300ms)};
    const RecordingPtr r = run_live(s, "live");
    check_sound(r);
    QCOMPARE(count(*r, EventKind::erased), std::size_t(1));
    QVERIFY(count(*r, EventKind::query_started) > 0);
}

void tst_LiveWorld::aKilledInstanceLeavesItsLock()
{
    Scenario s = product_page("locking");
    s.strategy.options.lock_timeout = 1s;
    s.strategy.options.on_leader_failure = OnLeaderFailure::re_elect;
    s.faults = {fault(FaultKind::kill_lock_holder, 50ms)};
    const RecordingPtr r = run_live(s, "live");
    check_sound(r);
    QCOMPARE(count(*r, EventKind::instance_killed), std::size_t(1));
    QCOMPARE(count(*r, EventKind::failed), std::size_t(250));
    QCOMPARE(count(*r, EventKind::query_started), std::size_t(2));
    QCOMPARE(answered(*r), std::size_t(750));
}

void tst_LiveWorld::aHorizonEndsTheRun()
{
    Scenario s = product_page("none");
    s.horizon = 150ms;
    const RecordingPtr r = run_live(s, "live");
    QVERIFY(r != nullptr);
    QCOMPARE(r->end, run_start + 150ms);
    QVERIFY(answered(*r) < 1000);
    QVERIFY(r->events.back().at <= r->end);
}

void tst_LiveWorld::aRunCanBeStopped()
{
    Scenario s = product_page("locking");
    s.database.query_time = 1h;
    s.strategy.options.wait_timeout = 1h;
    s.strategy.options.lock_timeout = 2h;
    std::stop_source source;
    LiveControl control;
    control.stop = source.get_token();
    std::jthread stopper([&] {
        std::this_thread::sleep_for(100ms);
        source.request_stop();
    });
    QVERIFY(run_live(s, "live", control) == nullptr);
}

void tst_LiveWorld::aViewSeesTheRunWhileItGoesOn()
{
    Scenario s = product_page("locking");
    s.traffic = {Steady{.from = run_start, .until = run_start + 600ms, .rate = 1000}};
    std::vector<RecordingPtr> parts;
    LiveControl control;
    control.so_far = [&](RecordingPtr part) { parts.push_back(part); };
    const RecordingPtr r = run_live(s, "live", control);
    check_sound(r);
    QVERIFY(parts.size() >= 2);
    for (const RecordingPtr& part : parts) {
        QVERIFY(part->events.size() <= r->events.size());
        QVERIFY(std::equal(part->events.begin(), part->events.end(), r->events.begin()));
        for (const Event& e : part->events) QVERIFY(e.at <= part->end);
    }
}

/// Held on the way, not by the server, which answers in a fraction of a millisecond.
void tst_LiveWorld::messagesTakeTheScenariosTimeAndLongerWhileRedisIsSlow()
{
    Scenario s = product_page("locking");
    s.cache.start = Start::warm;
    s.cache.round_trip = 20ms;
    s.traffic = {Steady{.from = run_start, .until = run_start + 400ms, .rate = 100}};
    Fault slow = fault(FaultKind::redis_slow, 200ms, 1s);
    slow.times = 4;
    s.faults = {slow};
    const RecordingPtr r = run_live(s, "live");
    check_sound(r);
    std::vector<Instant> arrived(r->requests.size());
    std::size_t before = 0, during = 0;
    for (const Event& e : r->events) {
        if (e.what() == EventKind::arrived) arrived[e.call.number() - 1] = e.at;
        if (e.what() != EventKind::answered_fresh) continue;
        const Instant asked = arrived[e.call.number() - 1];
        const bool is_slow = asked >= run_start + 200ms;
        QVERIFY(e.at - asked >= (is_slow ? 80ms : 20ms));
        ++(is_slow ? during : before);
    }
    QVERIFY(before > 0);
    QVERIFY(during > 0);
}

STAMPEDE_TESTS(tst_LiveWorld, an_event_loop)
#include "tst_live_world.moc"
