#include <QtTest>

#undef emit  // a keyword of Qt and a verb of the recorder

#include "core/analysis/metrics.h"
#include "core/analysis/timeline.h"
#include "core/scenario/models.h"
#include "core/scenario/scenario_file.h"
#include "tests/support/hand_written.h"
#include "tests/support/run_tests.h"

using namespace stampede;

class tst_Metrics : public QObject {
    Q_OBJECT

private slots:
    void answersAreCountedByHowTheyCame();
    void waitingCountsOnceHoweverOftenARequestWaits();
    void theRejectedHaveFailedAndTheRestIsUnfinished();
    void latencyIsThatOfAnswersAlone();
    void thePlayheadSeesWhatIsTrueThen();
    void aWindowCountsItsOwnRequestsAndEvents();
    void queriesAreIssuedOnceWhetherTheyQueueOrNot();
    void aQueryThatTimedOutHasFailedOnce();
    void aQueryMayFailWhileItStillQueues();
    void busyTimeIsThatOfAllConnections();
    void commandsAreTheStoresOwnCount();
    void whatRedisHadToDoIsCountedIn100Ms();
    void whatTheBreakerRefusedIsNoLoad();
    void aLockIsRefusedByTheClusterNotByTheInstance();
    void locksOverlapWhileTheFirstHolderStillLoads();
    void eachPairOfHoldersOverlaps();
    void aLeaseIsPassedOnToTheRefreshThatLoads();
    void aCycleIsAGenerationThatWasLoadedForAndReplaced();
    void anEntryWrittenAgainIsTheSameGeneration();
    void rollsAreThoseThatWereDrawn();
    void stalenessIsCountedFromTheNextVersion();
    void answersAboutAbsentRowsAreNeverStale();
    void oneInstanceMayGoBackToAnOlderVersion();
    void nothingIsMeasuredOfNothing();
};

void tst_Metrics::answersAreCountedByHowTheyCame()
{
    HandWritten s;
    for (EventKind how : {EventKind::answered_fresh, EventKind::answered_stale, EventKind::answered_loaded,
                          EventKind::answered_shared, EventKind::answered_fresh}) {
        const CallId r = s.request();
        s.at(1, r, EventKind::arrived).at(2, r, how, 1);
    }
    const Metrics m = measure(s.recording);
    QCOMPARE(m.requests, 5u);
    QCOMPARE(m.answered, 5u);
    QCOMPARE(m.served.fresh, 2u);
    QCOMPARE(m.served.stale, 1u);
    QCOMPARE(m.served.loaded, 1u);
    QCOMPARE(m.served.shared, 1u);
    QCOMPARE(m.cache.hit_rate, 0.6);
}

void tst_Metrics::waitingCountsOnceHoweverOftenARequestWaits()
{
    HandWritten s;
    const CallId a = s.request(), b = s.request(), c = s.request();
    for (CallId r : {a, b, c}) s.at(0, r, EventKind::arrived);
    s.at(1, a, EventKind::waits).at(2, a, EventKind::waits).at(2, b, EventKind::joined);
    for (CallId r : {a, b, c}) s.at(3, r, EventKind::answered_shared, 1);
    QCOMPARE(measure(s.recording).served.waited, 2u);
}

void tst_Metrics::theRejectedHaveFailedAndTheRestIsUnfinished()
{
    HandWritten s;
    const CallId rejected = s.request(), failed = s.request(), open = s.request();
    s.at(0, rejected, EventKind::arrived).at(0, rejected, EventKind::rejected);
    s.at(0, failed, EventKind::arrived).at(1, failed, EventKind::failed);
    s.at(2, open, EventKind::arrived);
    const Metrics m = measure(s.recording);
    QCOMPARE(m.requests, 3u);
    QCOMPARE(m.rejected, 1u);
    QCOMPARE(m.failed, 2u);
    QCOMPARE(m.unfinished, 1u);
    QCOMPARE(m.answered, 0u);
    QCOMPARE(m.cache.hit_rate, 0.0);
}

void tst_Metrics::latencyIsThatOfAnswersAlone()
{
    HandWritten s;
    for (int i = 0; i < 100; ++i) s.request();
    for (int i = 1; i <= 100; ++i) s.at(0, CallId::request(i), EventKind::arrived);
    for (int i = 1; i <= 99; ++i) s.at(i, CallId::request(i), EventKind::answered_shared, 1);
    s.at(500, CallId::request(100), EventKind::failed);
    const Metrics m = measure(s.recording);
    QCOMPARE(m.latency_ms.mean, 50.0);
    QCOMPARE(m.latency_ms.p50, 50.0);
    QCOMPARE(m.latency_ms.p90, 90.0);
    QCOMPARE(m.latency_ms.p99, 99.0);
    QCOMPARE(m.latency_ms.p999, 99.0);
    QCOMPARE(m.latency_ms.max, 99.0);
    QCOMPARE(m.latency_ms.over_50ms, 49u);
}

void tst_Metrics::thePlayheadSeesWhatIsTrueThen()
{
    HandWritten s;
    const CallId a = s.request(), b = s.request();
    s.at(0, a, EventKind::arrived)
        .at(1, a, EventKind::query_started)
        .at(5, b, EventKind::arrived)
        .at(6, b, EventKind::query_started);
    s.at(10, a, EventKind::query_ended, 1)
        .at(10, a, EventKind::answered_loaded, 1)
        .at(20, b, EventKind::query_ended, 1)
        .at(20, b, EventKind::answered_loaded, 1);
    const Metrics m = measure(s.recording, HandWritten::instant(8));
    QCOMPARE(m.requests, 2u);
    QCOMPARE(m.answered, 0u);
    QCOMPARE(m.unfinished, 2u);
    QCOMPARE(m.database.queries, 2u);
    QCOMPARE(m.database.peak_in_flight, 2u);
    QCOMPARE(m.database.busy_ms, 7.0 + 2.0);
    QCOMPARE(measure(s.recording, HandWritten::instant(10)).answered, 1u);
}

void tst_Metrics::aWindowCountsItsOwnRequestsAndEvents()
{
    HandWritten s;
    const CallId before = s.request(), within = s.request();
    s.at(0, before, EventKind::arrived)
        .at(1, before, EventKind::query_started)
        .at(10, within, EventKind::arrived)
        .at(11, within, EventKind::query_started);
    s.at(21, before, EventKind::query_ended, 1).at(21, before, EventKind::answered_loaded, 1);
    s.at(31, within, EventKind::query_ended, 1).at(31, within, EventKind::answered_loaded, 1);
    const Metrics m = measure(s.recording, never, HandWritten::instant(5));
    QCOMPARE(m.requests, 1u);
    QCOMPARE(m.answered, 1u);
    QCOMPARE(m.latency_ms.max, 21.0);
    QCOMPARE(m.database.queries, 1u);
    QCOMPARE(m.database.peak_in_flight, 2u);    // the earlier one still runs
    QCOMPARE(m.database.busy_ms, 16.0 + 20.0);  // of which 4 ms lie before
}

void tst_Metrics::queriesAreIssuedOnceWhetherTheyQueueOrNot()
{
    HandWritten s;
    const CallId a = s.request(), b = s.request(), c = s.request();
    s.at(0, a, EventKind::query_started).at(1, b, EventKind::query_queued).at(2, c, EventKind::query_queued);
    s.at(100, a, EventKind::query_ended, 1).at(100, b, EventKind::query_started);
    const Metrics m = measure(s.recording);
    QCOMPARE(m.database.queries, 3u);
    QCOMPARE(m.database.peak_queued, 2u);
    QCOMPARE(m.database.peak_in_flight, 1u);
    QCOMPARE(m.database.peak_per_100ms, 3u);
    s.at(100, c, EventKind::query_started);
    QCOMPARE(measure(s.recording).database.queries, 3u);
}

void tst_Metrics::aQueryThatTimedOutHasFailedOnce()
{
    HandWritten s;
    const CallId a = s.request(), b = s.request();
    s.at(0, a, EventKind::query_started).at(0, b, EventKind::query_started);
    s.at(50, a, EventKind::query_timed_out).at(50, b, EventKind::query_timed_out);
    s.at(100, a, EventKind::query_failed).at(100, b, EventKind::query_ended, 1);
    const Metrics m = measure(s.recording);
    QCOMPARE(m.database.failed, 2u);
    QCOMPARE(m.database.busy_ms, 200.0);
}

void tst_Metrics::aQueryMayFailWhileItStillQueues()
{
    HandWritten s;
    const CallId a = s.request(), b = s.request(), c = s.request();
    s.at(0, a, EventKind::query_started).at(0, b, EventKind::query_queued).at(50, b, EventKind::query_failed);
    s.at(100, a, EventKind::query_ended, 1)
        .at(150, c, EventKind::query_started)
        .at(250, c, EventKind::query_ended, 1);
    const Metrics m = measure(s.recording);
    QCOMPARE(m.database.queries, 3u);
    QCOMPARE(m.database.failed, 1u);
    QCOMPARE(m.database.busy_ms, 200.0);
    QCOMPARE(m.database.peak_in_flight, 1u);
}

void tst_Metrics::busyTimeIsThatOfAllConnections()
{
    HandWritten s;
    const CallId a = s.request(), b = s.request();
    s.at(0, a, EventKind::query_started)
        .at(40, b, EventKind::query_started)
        .at(100, a, EventKind::query_ended, 1)
        .at(140, b, EventKind::query_ended, 1);
    QCOMPARE(measure(s.recording).database.busy_ms, 200.0);
    QCOMPARE(measure(s.recording).database.peak_per_100ms, 2u);
}

void tst_Metrics::commandsAreTheStoresOwnCount()
{
    HandWritten s;
    s.recording.commands = {10, 250, 40};
    s.ends(300);
    QCOMPARE(measure(s.recording).redis.commands, 300u);
    QCOMPARE(measure(s.recording).redis.peak_rate_per_s, 2500.0);
    QCOMPARE(measure(s.recording, HandWritten::instant(50)).redis.commands, 10u);
    QCOMPARE(measure(s.recording, never, HandWritten::instant(200)).redis.commands, 40u);
}

void tst_Metrics::whatRedisHadToDoIsCountedIn100Ms()
{
    HandWritten s;
    s.recording.commands = {400};
    s.recording.store_load = {
        {.applied = 10, .most_per_ms = 3, .most_queued = 1, .most_connections = 4, .busy_ns = 0},
        {.applied = 250,
         .most_per_ms = 40,
         .most_queued = 90,
         .most_connections = 120,
         .busy_ns = 50'000'000},
        {.applied = 5, .most_per_ms = 1, .most_queued = 0, .most_connections = 1, .busy_ns = 10'000'000}};
    s.ends(250);
    const auto all = measure(s.recording).redis;
    QCOMPARE(all.commands, 400u);
    QCOMPARE(all.peak_rate_per_s, 2500.0);
    QCOMPARE(all.peak_per_ms, 40u);
    QCOMPARE(all.peak_queued, 90u);
    QCOMPARE(all.connections_peak, 120u);
    QCOMPARE(all.busy_share, 60.0 / 250);
    const auto first = measure(s.recording, HandWritten::instant(50)).redis;
    QCOMPARE(first.peak_rate_per_s, 100.0);
    QCOMPARE(first.peak_per_ms, 3u);
    QCOMPARE(first.busy_share, 0.0);
    QCOMPARE(measure(s.recording, HandWritten::instant(150)).redis.busy_share, 25.0 / 150);
    QCOMPARE(measure(s.recording, never, HandWritten::instant(225)).redis.busy_share, 0.2);
    QCOMPARE(measure(s.recording, never, HandWritten::instant(225)).redis.connections_peak, 1u);
}

void tst_Metrics::whatTheBreakerRefusedIsNoLoad()
{
    HandWritten s;
    const CallId a = s.request(), b = s.request(), c = s.request(), first = s.refresh();
    s.stored(0, first, 1, 0, 10, 10);
    s.at(20, a, EventKind::load_began)
        .at(20, a, EventKind::breaker_refused)
        .at(20, a, EventKind::load_failed);
    s.at(20, a, EventKind::failed);
    s.at(30, b, EventKind::load_began).at(35, c, EventKind::load_began).at(35, c, EventKind::breaker_refused);
    s.at(35, c, EventKind::load_failed).at(35, c, EventKind::failed).at(40, b, EventKind::load_ended, 1);
    s.stored(40, b, 2, 1, 100, 100);
    const auto refresh = measure(s.recording).refresh;
    QCOMPARE(refresh.cycles, 1u);
    QCOMPARE(refresh.loads_per_cycle, 1.0);
    QCOMPARE(refresh.first_gap_ms, -20.0);
    const Timeline timeline = build_timeline(s.recording);
    QCOMPARE(timeline.loads.size(), 1u);
    QCOMPARE(timeline.loads.front().call, b);
    QCOMPARE(timeline.keys[0].loads, 1u);
    for (const Marker& m : timeline.markers) QVERIFY(m.kind != Marker::Kind::duplicate_load);
}

void tst_Metrics::aLockIsRefusedByTheClusterNotByTheInstance()
{
    HandWritten s;
    const CallId a = s.request(), b = s.request();
    s.lock_taken(0, a, 1, 100)
        .at(1, b, EventKind::refused, 1)
        .at(1, b, EventKind::refused, 0)
        .at(2, a, EventKind::release_lost, 0, 1, 0);
    const Metrics m = measure(s.recording);
    QCOMPARE(m.lock.acquired, 1u);
    QCOMPARE(m.lock.refused, 1u);
    QCOMPARE(m.lock.lost, 1u);
    QCOMPARE(m.lock.overlaps, 0u);
}

void tst_Metrics::locksOverlapWhileTheFirstHolderStillLoads()
{
    // The lock of the first expires at 50 ms, its load takes 100 ms. The third comes when the first has its
    // value.
    HandWritten s;
    const CallId a = s.request(), b = s.request(), c = s.request();
    s.lock_taken(0, a, 1, 50).at(1, a, EventKind::load_began);
    s.lock_taken(60, b, 2, 110).at(61, b, EventKind::load_began);
    s.at(101, a, EventKind::load_ended, 1).at(161, b, EventKind::load_ended, 1);
    s.lock_taken(170, c, 3, 220);
    const Metrics m = measure(s.recording);
    QCOMPARE(m.lock.acquired, 3u);
    QCOMPARE(m.lock.overlaps, 1u);
}

void tst_Metrics::eachPairOfHoldersOverlaps()
{
    HandWritten s;
    for (int i = 0; i < 3; ++i) {
        const CallId r = s.request();
        s.lock_taken(60 * i, r, i + 1, 60 * i + 50).at(60 * i + 1, r, EventKind::load_began);
    }
    QCOMPARE(measure(s.recording).lock.overlaps, 3u);
}

void tst_Metrics::aLeaseIsPassedOnToTheRefreshThatLoads()
{
    HandWritten s;
    const CallId client = s.request(), other = s.request();
    const CallId refresh = s.refresh(client);
    s.at(0, client, EventKind::arrived).lock_taken(1, client, 1, 50).at(2, refresh, EventKind::refresh_began);
    s.at(2, client, EventKind::answered_stale, 1);
    s.lock_taken(60, other, 2, 200);
    QCOMPARE(measure(s.recording).lock.overlaps, 1u);
}

void tst_Metrics::aCycleIsAGenerationThatWasLoadedForAndReplaced()
{
    HandWritten s;
    const CallId start = s.refresh({}, 0, Origin::warming);
    const CallId a = s.request(), b = s.request(), c = s.request();
    s.stored(0, start, 1, 1, 100, 100);
    s.at(90, a, EventKind::load_began).at(110, b, EventKind::load_began);
    s.stored(190, a, 2, 5, 290, 290);  // replaces generation 1: two loads, the first 10 ms before its expiry
    s.stored(210, b, 3, 5, 310, 310);  // replaces generation 2, from which nobody loaded: no cycle
    s.at(330, c, EventKind::load_began);
    Metrics m = measure(s.recording);
    QCOMPARE(m.refresh.cycles, 1u);
    QCOMPARE(m.refresh.loads_per_cycle, 2.0);
    QCOMPARE(m.refresh.first_gap_ms, 10.0);
    s.stored(430, c, 4, 6, 530, 530);  // replaces generation 3: one load, 20 ms after its expiry
    m = measure(s.recording);
    QCOMPARE(m.refresh.cycles, 2u);
    QCOMPARE(m.refresh.loads_per_cycle, 1.5);
    QCOMPARE(m.refresh.first_gap_ms, -5.0);
}

void tst_Metrics::anEntryWrittenAgainIsTheSameGeneration()
{
    HandWritten s;
    const CallId a = s.request();
    s.stored(0, a, 1, 1, 100, 200).at(110, a, EventKind::load_began).stored(120, a, 1, 1, 150, 200);
    QCOMPARE(measure(s.recording).refresh.cycles, 0u);
}

void tst_Metrics::rollsAreThoseThatWereDrawn()
{
    HandWritten s;
    const CallId a = s.request();
    s.rolled(1, a, EventKind::hit, 0.3)
        .rolled(2, a, EventKind::due_early, 0.9)
        .rolled(3, a, EventKind::due_early, -1)
        .at(4, a, EventKind::hit);
    const Metrics m = measure(s.recording);
    QCOMPARE(m.refresh.rolls, 2u);
    QCOMPARE(m.refresh.triggered, 2u);
}

/// A scenario whose rows change some ten times a second.
static Scenario changing()
{
    Scenario s;
    s.name = "changing";
    s.traffic.push_back(Burst{});
    s.cache.start = Start::warm;
    s.database.updates_per_second = 10;
    return s;
}

void tst_Metrics::stalenessIsCountedFromTheNextVersion()
{
    const Scenario scenario = changing();
    const Duration second_version = row_history(scenario).ceased_at(0, 1) - run_start;
    HandWritten s;
    s.recording.scenario_json = to_json(scenario);
    s.recording.seed = scenario.seed;
    for (int i = 0; i < 200; ++i) s.request();
    for (int i = 1; i <= 200; ++i) s.at(0, CallId::request(i), EventKind::arrived);
    for (int i = 1; i <= 197; ++i) s.at(0, CallId::request(i), EventKind::answered_fresh, 1);
    const double ceased = milliseconds(second_version);
    for (int i = 0; i < 3; ++i)
        s.at(ceased + 10 * (i + 1), CallId::request(198 + i), EventKind::answered_fresh, 1);
    const Metrics m = measure(s.recording);
    QVERIFY(std::abs(m.staleness_ms.max - 30) < 1e-5);
    QVERIFY(std::abs(m.staleness_ms.mean - 60.0 / 200) < 1e-6);
    QVERIFY(std::abs(m.staleness_ms.p99 - 10) < 1e-5);  // the 198th of 200
}

void tst_Metrics::answersAboutAbsentRowsAreNeverStale()
{
    HandWritten s;
    s.recording.scenario_json = to_json(changing());
    const CallId a = s.request();
    s.at(0, a, EventKind::arrived)
        .at(1, a, EventKind::load_began)
        .at(5000, a, EventKind::load_found_nothing)
        .at(5000, a, EventKind::answered_loaded);
    QCOMPARE(measure(s.recording).staleness_ms.max, 0.0);
}

void tst_Metrics::oneInstanceMayGoBackToAnOlderVersion()
{
    HandWritten s(2);
    const CallId a = s.request(), b = s.request(), c = s.request(), d = s.request();
    for (CallId r : {a, b, c, d}) s.at(0, r, EventKind::arrived);
    s.at(1, a, EventKind::answered_fresh, 5);  // instance 0
    s.at(2, b, EventKind::answered_fresh, 4);  // instance 1: it never gave a newer one
    s.at(3, c, EventKind::answered_fresh, 4);  // instance 0: goes back
    s.at(4, d, EventKind::answered_fresh, 4);  // instance 1
    QCOMPARE(measure(s.recording).staleness_ms.went_back, 1u);
}

void tst_Metrics::nothingIsMeasuredOfNothing()
{
    const Metrics m = measure(Recording());
    QCOMPARE(m.requests, 0u);
    QCOMPARE(m.latency_ms.p99, 0.0);
    QCOMPARE(m.refresh.loads_per_cycle, 0.0);
    QCOMPARE(m.database.busy_ms, 0.0);
}

STAMPEDE_TESTS(tst_Metrics, an_event_loop)
#include "tst_metrics.moc"
