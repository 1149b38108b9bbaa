#include <QtTest>

#include "core/world/world.h"
#include "tests/support/run_tests.h"
#include "tests/support/story.h"

using namespace stampede;
using namespace stampede::test;

/// What a correct strategy does, each with the failure it prevents in its name.
class tst_CorrectBehaviour : public QObject {
    Q_OBJECT

private:
    static Scenario with_fault(Scenario s, FaultKind kind, Duration at, Duration lasts = Duration::zero())
    {
        Fault f;
        f.kind = kind;
        f.at = Instant(at);
        f.duration = lasts;
        s.faults.push_back(f);
        return s;
    }
    /// Every query fails, after its 100 ms.
    static Scenario failing_database(const std::string& strategy)
    {
        Scenario s = product_page(strategy);
        s.database.failure_rate = 1;
        return s;
    }

private slots:
    void everyNamedStrategyAnswersEveryRequest_data();
    void everyNamedStrategyAnswersEveryRequest();

    void aSecondLookPreventsALoadThatTheValueHasOvertaken()
    {
        Scenario s = steady("locking", 20'000, 3s);
        s.cache.start = Start::cold;
        s.cache.ttl = 200ms;
        s.cache.round_trip_jitter = 0.5;
        const auto mended = simulate(s);
        s.strategy.options.mistakes = {Mistake::no_second_look};
        const auto broken = simulate(s);
        QVERIFY(count(*mended, EventKind::second_look_hit) > 0);
        QVERIFY(queries(*broken) > queries(*mended));
    }

    void compareAndDeletePreventsReleasingSomebodyElsesLock()
    {
        Scenario s = product_page("locking");
        s.strategy.options.lock_timeout = 50ms;  // shorter than the load: the lock changes hands
        s.strategy.options.on_leader_failure = OnLeaderFailure::re_elect;
        const auto run = simulate(s);
        QVERIFY(count(*run, EventKind::release_lost) > 0);
        QVERIFY(count(*run, EventKind::lock_deleted) == 0);
    }

    void anOldValueAtHandPreventsWaiting()
    {
        const auto run = simulate(product_page("lease"));
        QCOMPARE(queries(*run), 1u);
        QCOMPARE(count(*run, EventKind::waits), 0u);
        QCOMPARE(count(*run, EventKind::answered_stale), 999u);
    }

    void theDeadlinePreventsWaitingForADeadLockHolder()
    {
        const auto run = simulate(with_fault(product_page("locking"), FaultKind::kill_lock_holder, 50ms));
        QCOMPARE(count(*run, EventKind::instance_killed), 1u);
        QCOMPARE(count(*run, EventKind::failed), 250u);  // the requests of the killed instance
        QCOMPARE(ended(*run), 1000u);
        QCOMPARE(queries(*run), 1u + 3u);  // then one load an instance that is left
        QVERIFY(longest_ms(*run) > 5000 && longest_ms(*run) < 5200);
        QCOMPARE(run->tasks_left, 0u);
    }

    void reElectionPreventsWaitingLongerThanTheLockLives()
    {
        Scenario s = with_fault(product_page("locking"), FaultKind::kill_lock_holder, 50ms);
        s.strategy.options.on_leader_failure = OnLeaderFailure::re_elect;
        s.strategy.options.lock_timeout = 1s;
        const auto run = simulate(s);
        QCOMPARE(queries(*run), 2u);
        QVERIFY(longest_ms(*run) > 1000 && longest_ms(*run) < 1250);
    }

    void aReleaseThatNeverComesDoesNotStrandWhoWatches()
    {
        Scenario s = with_fault(product_page("locking"), FaultKind::kill_lock_holder, 50ms);
        s.strategy.options.wait_by = WaitBy::notify;
        s.strategy.options.on_leader_failure = OnLeaderFailure::re_elect;
        s.strategy.options.lock_timeout = 1s;
        const auto run = simulate(s);
        QCOMPARE(ended(*run), 1000u);
        QVERIFY(longest_ms(*run) < 1250);
    }

    void aSharedErrorPreventsAQueueOfFailingLoads()
    {
        const auto run = simulate(failing_database("coalescing"));
        QCOMPARE(queries(*run), 4u);
        QCOMPARE(count(*run, EventKind::failed), 1000u);
    }

    void reElectionAfterAnErrorTriesOnceMoreNotTwoHundredTimes()
    {
        Scenario s = failing_database("coalescing");
        s.strategy.options.on_leader_failure = OnLeaderFailure::re_elect;
        const auto run = simulate(s);
        QCOMPARE(queries(*run), 8u);
        QCOMPARE(count(*run, EventKind::failed), 1000u);
    }

    void theGatePreventsAHerdWhenRedisIsDown_data()
    {
        QTest::addColumn<QString>("strategy");
        for (const char* s : {"locking", "coalescing", "lease", "combined"}) QTest::newRow(s) << s;
    }
    void theGatePreventsAHerdWhenRedisIsDown()
    {
        QFETCH(QString, strategy);
        const auto run =
            simulate(with_fault(product_page(strategy.toStdString()), FaultKind::redis_down, 0ms, 60s));
        QCOMPARE(queries(*run), 4u);
        QCOMPARE(ended(*run), 1000u);
        QCOMPARE(count(*run, EventKind::failed), 0u);
    }

    void theGatePreventsAHerdAtTheDeadline()
    {
        Scenario s = with_fault(product_page("locking"), FaultKind::kill_lock_holder, 50ms);
        s.strategy.options.mistakes = {Mistake::timeout_herd};
        QCOMPARE(queries(*simulate(s)), 1u + 750u);
    }

    void fencingPreventsAnOlderLoadFromOverwritingANewerOne()
    {
        Scenario s = product_page("locking");
        s.strategy.options.lock_timeout = 50ms;
        s.strategy.options.fencing = true;
        s.strategy.options.on_leader_failure = OnLeaderFailure::re_elect;
        s.database.distribution = Distribution::exponential;
        bool refused = false;
        for (s.seed = 1; s.seed <= 20 && !refused; ++s.seed) {
            const auto run = simulate(s);
            QCOMPARE(ended(*run), 1000u);
            refused = count(*run, EventKind::fill_refused) > 0;
        }
        QVERIFY(refused);
    }

    void losingTheLockAloneDoesNotRefuseAFill()
    {
        Scenario s = product_page("locking");
        s.strategy.options.lock_timeout = 50ms;  // every load outlasts its lock; refusing would livelock
        s.strategy.options.fencing = true;
        s.strategy.options.on_leader_failure = OnLeaderFailure::re_elect;
        const auto run = simulate(s);
        QVERIFY(queries(*run) <= 4);
        QVERIFY(count(*run, EventKind::stored) > 1);
        QCOMPARE(ended(*run), 1000u);
    }

    void backingOffPreventsAFailingRefreshFromTryingAtEveryHit()
    {
        Scenario s = steady("stale-while-revalidate", 1000, 20s);
        s = with_fault(s, FaultKind::database_down, 0ms, 60s);
        const auto run = simulate(s);
        QVERIFY(queries(*run) >= 4 * 4);  // at 0, 1, 3, 7, 15 s an instance: never given up for good
        QVERIFY(queries(*run) <= 4 * 6);
        QCOMPARE(count(*run, EventKind::failed), 0u);
    }

    void holdingOffPreventsARefusedRefreshFromAskingAtEveryHit()
    {
        Scenario s = steady("stale-while-revalidate", 1000, 3s);
        s.strategy.who = Who::one_per_cluster;
        s.database.query_time = 2s;
        const auto run = simulate(s);
        QCOMPARE(queries(*run), 1u);
        QVERIFY(count(*run, EventKind::refused) < 50);
    }

    void negativeCachingPreventsALoadForEveryRequestOfARowThatIsNotThere()
    {
        Scenario s = steady("coalescing", 1000, 10s);
        s.cache.start = Start::cold;
        s.keys.absent = 1;
        const auto without = simulate(s);
        s.strategy.options.negative_ttl = 1s;
        const auto with = simulate(s);
        QVERIFY(queries(*without) > 300);
        QVERIFY(queries(*with) < 50);
        QCOMPARE(count(*with, EventKind::failed), 0u);
        QCOMPARE(count(*without, EventKind::failed), 0u);  // it is an answer, asked for again each time
    }

    void theBreakerPreventsQueriesToADatabaseThatIsDown()
    {
        Scenario s = steady("none", 1000, 20s);
        s.cache.start = Start::cold;
        s.strategy.options.breaker = Breaker{3, 5s, std::nullopt};
        s = with_fault(s, FaultKind::database_down, 0ms, 60s);
        const auto run = simulate(s);
        QVERIFY(queries(*run) < 40);
        QVERIFY(count(*run, EventKind::breaker_opened) > 4);
        QVERIFY(count(*run, EventKind::breaker_refused) > 10'000);
    }

    void theBreakerClosesAfterOneGoodProbe()
    {
        Scenario s = steady("none", 100, 20s);
        s.cache.start = Start::cold;
        s.strategy.options.breaker = Breaker{3, 2s, std::nullopt};
        s = with_fault(s, FaultKind::database_down, 0ms, 5s);
        const auto run = simulate(s);
        QCOMPARE(count(*run, EventKind::breaker_closed), 4u);
        QVERIFY(count(*run, EventKind::answered_fresh) > 1000);
    }

    void aLoadThatHangsIsNotJoinedOnceMoreAtTheDeadline_data()
    {
        QTest::addColumn<QString>("strategy");
        QTest::newRow("one of an instance") << "coalescing";
        QTest::newRow("then one of the cluster") << "combined";
    }
    void aLoadThatHangsIsNotJoinedOnceMoreAtTheDeadline()
    {
        QFETCH(QString, strategy);
        Scenario s = product_page(strategy.toStdString(), 2);
        s.instances.count = 1;
        s.cache.start = Start::cold;
        s.database.query_time = 60s;
        s.strategy.options.wait_timeout = 1s;
        s.strategy.options.breaker = std::nullopt;
        const auto run = simulate(s);
        QCOMPARE(queries(*run), 2u);
        QCOMPARE(count(*run, EventKind::answered_loaded), 2u);
        QVERIFY(longest_ms(*run) > 60'900 && longest_ms(*run) < 61'100);
    }

    void ofManyWhoseDeadlinePassesOneLoadsAndTheRestJoinIt()
    {
        Scenario s = product_page("coalescing", 200);
        s.instances.count = 1;
        s.cache.start = Start::cold;
        s.database.query_time = 1500ms;
        s.strategy.options.wait_timeout = 1s;
        const auto slow = simulate(s);
        QCOMPARE(queries(*slow), 2u);
        QCOMPARE(count(*slow, EventKind::failed), 0u);
        s.database.query_time = 60s;
        const auto hung = simulate(s);
        QCOMPARE(queries(*hung), 2u);
        QCOMPARE(count(*hung, EventKind::failed), 198u);  // at their second deadline, which is the last
        QCOMPARE(hung->tasks_left, 0u);
    }

    void aLoadThatBeganAfterOneBeganToWaitIsJoinedAtTheDeadline()
    {
        // the leader of the instance waits for a dead holder's lock, and loads at its own deadline
        Scenario s = with_fault(product_page("combined"), FaultKind::kill_lock_holder, 50ms);
        s.cache.start = Start::cold;
        const auto run = simulate(s);
        QCOMPARE(queries(*run), 1u + 3u);
        QCOMPARE(count(*run, EventKind::failed), 250u);  // of the killed instance
    }

    void failSafePreventsErrorsWhileAnOldValueIsKept()
    {
        Scenario s = failing_database("coalescing");
        s.strategy.options.keep = 60s;
        s.strategy.options.fail_safe = true;
        const auto run = simulate(s);
        QCOMPARE(count(*run, EventKind::failed), 0u);
        QCOMPARE(count(*run, EventKind::answered_stale) + count(*run, EventKind::answered_shared), 1000u);
    }

    void theSoftTimeoutPreventsLongWaitsWhenAnOldValueIsThere()
    {
        Scenario s = product_page("coalescing");
        s.strategy.options.keep = 60s;
        s.strategy.options.soft_timeout = 50ms;
        s.database.query_time = 1s;
        const auto run = simulate(s);
        QCOMPARE(count(*run, EventKind::answered_stale), 1000u);
        QVERIFY(longest_ms(*run) < 52);
        QCOMPARE(queries(*run), 4u);
    }

    void theHardTimeoutPreventsWaitingForASlowLoad()
    {
        Scenario s = product_page("coalescing");
        s.strategy.options.hard_timeout = 50ms;
        const auto run = simulate(s);
        QCOMPARE(count(*run, EventKind::failed), 1000u);
        QVERIFY(longest_ms(*run) < 60);
    }

    void collapsingPreventsAQueryForEachOfManyKeys()
    {
        Scenario s = product_page("collapsing");
        s.keys.count = 50;
        const auto run = simulate(s);
        QCOMPARE(queries(*run), 4u);
        QCOMPARE(ended(*run), 1000u);
        Scenario uncollapsed = product_page("coalescing");
        uncollapsed.keys.count = 50;
        QVERIFY(queries(*simulate(uncollapsed)) > 150);
    }

    void theScheduleKeepsAHotKeyFromEverMissing()
    {
        Scenario s = steady("background-refresh", 100, 100s);
        s.cache.start = Start::warm;
        s.cache.ttl = 20s;
        const auto run = simulate(s);
        QCOMPARE(count(*run, EventKind::missed), 0u);
        QCOMPARE(count(*run, EventKind::answered_fresh), run->requests.size());
        QVERIFY(queries(*run) < 30);
    }

    void aDropOnTheWayBackDoesNotLoseWhatWasOnTheWire()
    {
        // killed while its SET travels: the value is stored all the same
        const auto run = simulate(with_fault(product_page("locking"), FaultKind::kill_lock_holder, 102ms));
        QCOMPARE(count(*run, EventKind::instance_killed), 1u);
        QCOMPARE(queries(*run), 1u);
        QVERIFY(longest_ms(*run) < 200);
    }

    void aRunIsAFunctionOfItsScenario()
    {
        Scenario s = steady("combined", 2000, 5s);
        s.cache.ttl = 500ms;
        s.cache.round_trip_jitter = 0.3;
        s.database.distribution = Distribution::lognormal;
        const auto a = simulate(s);
        const auto b = simulate(s);
        QVERIFY(a->events == b->events && a->details == b->details && a->requests == b->requests);
        ++s.seed;
        QVERIFY(simulate(s)->events != a->events);
    }

    void movingBetaDoesNotMoveArrivals()
    {
        const auto arrivals = [](double beta) {
            Scenario s = steady("xfetch", 500, 5s);
            s.cache.ttl = 1s;
            s.strategy.when.front().beta = beta;
            std::vector<Instant> at;
            const auto run = simulate(s);
            for (const Event& e : run->events)
                if (e.what() == EventKind::arrived) at.push_back(e.at);
            return at;
        };
        QVERIFY(arrivals(0.5) == arrivals(2));
    }
};

void tst_CorrectBehaviour::everyNamedStrategyAnswersEveryRequest_data()
{
    QTest::addColumn<QString>("strategy");
    QTest::addColumn<quint64>("loads");
    const std::pair<const char*, quint64> rows[] = {{"none", 1000},
                                                    {"locking", 1},
                                                    {"coalescing", 4},
                                                    {"early-expiration", 1000},
                                                    {"xfetch", 1000},
                                                    {"stale-while-revalidate", 4},
                                                    {"background-refresh", 1},
                                                    {"lease", 1},
                                                    {"collapsing", 4},
                                                    {"combined", 1}};
    for (const auto& [strategy, loads] : rows) QTest::newRow(strategy) << strategy << loads;
}

void tst_CorrectBehaviour::everyNamedStrategyAnswersEveryRequest()
{
    QFETCH(QString, strategy);
    QFETCH(quint64, loads);
    const auto run = simulate(product_page(strategy.toStdString()));
    QCOMPARE(ended(*run), 1000u);
    QCOMPARE(count(*run, EventKind::failed), 0u);
    QCOMPARE(queries(*run), loads);
    QCOMPARE(run->tasks_left, 0u);
}

STAMPEDE_TESTS(tst_CorrectBehaviour, an_event_loop)
#include "tst_correct_behaviour.moc"
