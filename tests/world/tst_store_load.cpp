#define QT_NO_EMIT  // Recorder::emit

#include <QtTest>

#include "core/analysis/metrics.h"
#include "core/strategy/catalogue.h"
#include "tests/support/both_worlds.h"
#include "tests/support/run_tests.h"
#include "tests/support/story.h"

using namespace stampede;
using namespace stampede::test;
using namespace std::chrono_literals;

/// What Redis had to do, as both worlds count it.
class tst_StoreLoad : public QObject {
    Q_OBJECT

private:
    /// 2 000 callers within a millisecond poll every 200 ms for two locks; a command takes 20 us.
    static Scenario lockstep()
    {
        Scenario s;
        s.name = "waiters poll in lockstep";
        s.instances.count = 10;
        s.traffic = {Burst{Instant(), 2000, 1ms}, Steady{Instant(), Instant(2s), 200}};
        s.keys.count = 2;
        s.cache.start = Start::cold;
        s.cache.ttl = 60s;
        s.cache.service_time = 20us;
        s.database.query_time = 1500ms;
        s.strategy = find_strategy("locking")->spec;
        s.strategy.options.poll = 200ms;
        return s;
    }

private slots:
    void noMoreIsCountedThanTheServiceTimeAllows_data() { both_worlds(); }
    void noMoreIsCountedThanTheServiceTimeAllows()
    {
        const auto redis = measure(*run_in_its_world(lockstep())).redis;
        QVERIFY(redis.commands > 20'000);
        QVERIFY(redis.peak_rate_per_s > 10'000);
        QVERIFY(redis.peak_queued > 500);
        QVERIFY(redis.connections_peak > 500 && redis.connections_peak <= 2400);
        QVERIFY(redis.busy_share > 0.1 && redis.busy_share < 1);
        QFETCH(QString, world);
        if (world == QStringLiteral("live"))
            return;  // a process that is late makes up for it: it may seem faster
        QVERIFY(redis.peak_rate_per_s <= 50'000);
        QVERIFY(redis.peak_per_ms >= 49 && redis.peak_per_ms <= 50);
    }

    void theServersWorkIsCommandsTimesServiceTime()
    {
        const RecordingPtr r = simulate(lockstep());
        const auto redis = measure(*r).redis;
        const double worked = redis.busy_share * seconds(r->end - run_start);
        const double asked = static_cast<double>(redis.commands) * 20e-6;
        QVERIFY(std::abs(worked - asked) < 0.001 * asked);
    }

    void withoutAServiceTimeNobodyWaitsForRedis_data() { both_worlds(); }
    void withoutAServiceTimeNobodyWaitsForRedis()
    {
        Scenario s = lockstep();
        s.cache.service_time = {};
        const auto redis = measure(*run_in_its_world(s)).redis;
        QCOMPARE(redis.peak_queued, 0u);
        QCOMPARE(redis.busy_share, 0.0);
        QVERIFY(redis.peak_per_ms > 500);  // what 100 ms hide: they all look at once
    }

    void whoSleepsHoldsNoConnectionAndWhoWatchesHoldsOne_data() { both_worlds(); }
    void whoSleepsHoldsNoConnectionAndWhoWatchesHoldsOne()
    {
        Scenario s;
        s.name = "forty who wait";
        s.traffic = {Burst{Instant(), 40, 400ms}};  // one every 10 ms
        s.cache.start = Start::cold;
        s.database.query_time = 600ms;
        s.strategy = find_strategy("locking")->spec;
        s.strategy.options.poll = 10s;
        s.strategy.options.wait_timeout = 20s;
        s.strategy.options.wait_by = WaitBy::notify;
        QCOMPARE(measure(*run_in_its_world(s)).redis.connections_peak,
                 40u);  // 39 wait, while the one who loaded stores
        s.strategy.options.wait_by = WaitBy::poll;
        s.strategy.options.poll = 700ms;
        QVERIFY(measure(*run_in_its_world(s)).redis.connections_peak < 10);
    }

    void whatDiesReleasesItsConnections()
    {
        Scenario s = lockstep();
        Fault f;
        f.kind = FaultKind::kill_instance;
        f.at = Instant(3ms);
        s.faults = {f};
        const RecordingPtr r = simulate(s);
        QCOMPARE(r->store_load.back().most_queued, 0u);
        QVERIFY(r->store_load.back().most_connections <= 5);
    }
};

STAMPEDE_TESTS(tst_StoreLoad, an_event_loop)
#include "tst_store_load.moc"
