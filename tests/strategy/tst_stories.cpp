#include <QtTest>

#include "core/world/world.h"
#include "tests/support/run_tests.h"
#include "tests/support/story.h"

using namespace stampede;
using namespace stampede::test;

/// Small runs told event by event.
class tst_Stories : public QObject {
    Q_OBJECT

private:
    static Scenario two(const std::string& strategy)
    {
        Scenario s = product_page(strategy, 2);
        s.traffic = {Burst{Instant(), 2, 0ms}};
        s.instances.count = 1;
        s.cache.round_trip = 2ms;
        s.database.updates_per_second = 0;
        s.strategy.options.poll = 40ms;
        return s;
    }

private slots:
    // Round trip 2 ms, load 100 ms, poll 40 ms. One loads; the other finds the value on a later poll.
    void onlyOneLoadsWhileTheOtherPolls()
    {
        QCOMPARE(story(*simulate(two("locking"))), std::string("       0ms  r1  arrived\n"
                                                               "       0ms  r2  arrived\n"
                                                               "       2ms  r1  missed\n"
                                                               "       2ms  r2  missed\n"
                                                               "       3ms  r1  lock_taken\n"
                                                               "       4ms  r1  won\n"
                                                               "       4ms  r2  refused\n"
                                                               "       4ms  r2  waits\n"
                                                               "       6ms  r1  load_began\n"
                                                               "       6ms  r1  query_started\n"
                                                               "       6ms  r2  poll_missed\n"
                                                               "      48ms  r2  poll_missed\n"
                                                               "      90ms  r2  poll_missed\n"
                                                               "     106ms  r1  query_ended\n"
                                                               "     106ms  r1  load_ended\n"
                                                               "     107ms  r1  stored\n"
                                                               "     109ms  r1  lock_released\n"
                                                               "     110ms  r1  answered_loaded\n"
                                                               "     132ms  r2  answered_shared\n"));
    }

    // Both ask the same instance: the second joins the load of the first, and is answered before the value is
    // stored.
    void theSecondOnAnInstanceSharesTheLoadOfTheFirst()
    {
        QCOMPARE(story(*simulate(two("coalescing"))), std::string("       0ms  r1  arrived\n"
                                                                  "       0ms  r2  arrived\n"
                                                                  "       2ms  r1  missed\n"
                                                                  "       2ms  r1  led\n"
                                                                  "       2ms  r1  won\n"
                                                                  "       2ms  r2  missed\n"
                                                                  "       2ms  r2  refused\n"
                                                                  "       2ms  r2  joined\n"
                                                                  "       4ms  r1  load_began\n"
                                                                  "       4ms  r1  query_started\n"
                                                                  "     104ms  r1  query_ended\n"
                                                                  "     104ms  r1  load_ended\n"
                                                                  "     104ms  r2  answered_shared\n"
                                                                  "     105ms  r1  stored\n"
                                                                  "     106ms  r1  answered_loaded\n"));
    }

    // The old value is kept: both are answered with it at once, and one refresh goes for the new one.
    void bothGetTheStaleValueWhileOneRefreshRuns()
    {
        QCOMPARE(story(*simulate(two("stale-while-revalidate"))),
                 std::string("       0ms  r1  arrived\n"
                             "       0ms  r2  arrived\n"
                             "       2ms  r1  found_stale\n"
                             "       2ms  f2  refresh_began\n"
                             "       2ms  f2  led\n"
                             "       2ms  f2  won\n"
                             "       2ms  r1  answered_stale\n"
                             "       2ms  r2  found_stale\n"
                             "       2ms  r2  answered_stale\n"
                             "       4ms  f2  load_began\n"
                             "       4ms  f2  query_started\n"
                             "     104ms  f2  query_ended\n"
                             "     104ms  f2  load_ended\n"
                             "     105ms  f2  stored\n"
                             "     106ms  f2  refresh_ended\n"));
    }

    // The look itself hands out the lease: no separate lock, no second look.
    void theLookHandsOutTheLease()
    {
        QCOMPARE(story(*simulate(two("lease"))), std::string("       0ms  r1  arrived\n"
                                                             "       0ms  r2  arrived\n"
                                                             "       1ms  r1  lock_taken\n"
                                                             "       2ms  r1  found_stale\n"
                                                             "       2ms  r1  won\n"
                                                             "       2ms  r1  load_began\n"
                                                             "       2ms  r1  query_started\n"
                                                             "       2ms  r2  found_stale\n"
                                                             "       2ms  r2  refused\n"
                                                             "       2ms  r2  answered_stale\n"
                                                             "     102ms  r1  query_ended\n"
                                                             "     102ms  r1  load_ended\n"
                                                             "     103ms  r1  stored\n"
                                                             "     105ms  r1  lock_released\n"
                                                             "     106ms  r1  answered_loaded\n"));
    }

    // Waiting by notification: the waiter is woken by the release, not by the next poll.
    void aReleaseWakesWhoWatchesTheLock()
    {
        Scenario s = two("locking");
        s.strategy.options.wait_by = WaitBy::notify;
        const RecordingPtr run = simulate(s);
        QCOMPARE(count(*run, EventKind::notified), 1u);
        QCOMPARE(longest_ms(*run), 112.0);  // released at 109, heard at 110, looked by 112
    }
};

STAMPEDE_TESTS(tst_Stories, an_event_loop)
#include "tst_stories.moc"
