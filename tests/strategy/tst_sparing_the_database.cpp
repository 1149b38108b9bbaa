#include <QtTest>

#include "core/world/world.h"
#include "tests/support/run_tests.h"
#include "tests/support/story.h"

#include <algorithm>

using namespace stampede;
using namespace stampede::test;

/// What loads a lot does so little by little: a warming, and a breaker that comes back.
class tst_SparingTheDatabase : public QObject {
    Q_OBJECT

private:
    /// 300 keys that nobody asks for, and a job that loads them on a pool of 30.
    static Scenario warming()
    {
        Scenario s;
        s.keys.count = 300;
        s.cache.start = Start::cold;
        s.database.pool = 30;
        s.database.query_time = 80ms;
        s.warming = {Warming{.at = Instant(1s), .top = 300, .ttl = {}, .over = {}}};
        s.horizon = 10s;
        return s;
    }
    /// 1 000 requests a second, all of which go to the database, which is down from 1 s to 2 s.
    static Scenario guarded(std::optional<HalfOpen> half_open)
    {
        Scenario s = steady("none", 1000, 6s);
        std::get<Steady>(s.traffic[0]).process = Process::regular;
        s.instances.count = 1;
        s.keys.absent = 1;
        s.database.query_time = 1ms;
        s.strategy.options.breaker = Breaker{5, 500ms, half_open};
        s.faults = {down(1s, 1s)};
        return s;
    }
    static Fault down(Duration at, Duration lasts)
    {
        Fault f;
        f.kind = FaultKind::database_down;
        f.at = Instant(at);
        f.duration = lasts;
        return f;
    }
    static std::vector<Instant> instants(const Recording& r, EventKind kind)
    {
        std::vector<Instant> all;
        for (const Event& e : r.events)
            if (e.what() == kind) all.push_back(e.at);
        return all;
    }
    static auto queries_between(const Recording& r, Duration from, Duration until)
    {
        const std::vector<Instant> all = instants(r, EventKind::query_started);
        return std::count_if(all.begin(), all.end(),
                             [&](Instant t) { return t >= Instant(from) && t < Instant(until); });
    }

private slots:
    void aWarmingLeavesHalfOfThePoolFree()
    {
        const auto run = simulate(warming());
        QCOMPARE(count(*run, EventKind::stored), 300u);
        QCOMPARE(count(*run, EventKind::query_queued), 0u);
        // 300 loads of 80 ms, 15 at a time
        const std::vector<Instant> began = instants(*run, EventKind::load_began);
        QCOMPARE(began.front(), Instant(1s));
        QCOMPARE(began.back(), Instant(1s + Duration(1600ms) * 299 / 300));
        int most = 0, now = 0;
        for (const Event& e : run->events) {
            now += (e.what() == EventKind::query_started) - (e.what() == EventKind::query_ended);
            most = std::max(most, now);
        }
        QCOMPARE(most, 15);
    }

    void aWarmingMaySayHowLongItTakes()
    {
        Scenario s = warming();
        s.warming[0].over = 3s;
        QCOMPARE(instants(*simulate(s), EventKind::load_began).back(), Instant(1s + 2990ms));
        s.warming[0].over = 0s;
        QCOMPARE(count(*simulate(s), EventKind::query_queued), 270u);
    }

    void aBreakerComesBackAllAtOnceUnlessToldOtherwise()
    {
        const auto run = simulate(guarded(std::nullopt));
        const Instant probed = instants(*run, EventKind::breaker_probed).back();
        const std::vector<Instant> closed = instants(*run, EventKind::breaker_closed);
        QCOMPARE(closed.size(), 1u);
        QCOMPARE(closed[0], probed + 1ms);
        QCOMPARE(queries_between(*run, 2100ms, 3000ms), 900);
    }

    void aBreakerMayComeBackGradually()
    {
        const auto run = simulate(guarded(HalfOpen{0.25, 1s}));
        const Instant probed = instants(*run, EventKind::breaker_probed).back();
        QVERIFY(probed >= Instant(2s) && probed < Instant(2020ms));
        QCOMPARE(queries_between(*run, 2100ms, 2900ms), 200);
        QCOMPARE(queries_between(*run, 3100ms, 3900ms), 400);
        QCOMPARE(queries_between(*run, 4100ms, 4900ms), 800);
        const std::vector<Instant> closed = instants(*run, EventKind::breaker_closed);
        QCOMPARE(closed.size(), 1u);
        QVERIFY(closed[0] >= probed + 2s && closed[0] <= probed + 2010ms);
    }

    void aFailureOnTheWayBackOpensItAgain()
    {
        Scenario s = guarded(HalfOpen{0.25, 1s});
        s.faults.push_back(down(2500ms, 100ms));
        const auto run = simulate(s);
        const std::vector<Instant> opened = instants(*run, EventKind::breaker_opened);
        QVERIFY(std::any_of(opened.begin(), opened.end(),
                            [](Instant t) { return t >= Instant(2500ms) && t < Instant(2510ms); }));
        QCOMPARE(queries_between(*run, 2520ms, 3000ms), 0);
    }
};

STAMPEDE_TESTS(tst_SparingTheDatabase, nothing)
#include "tst_sparing_the_database.moc"
