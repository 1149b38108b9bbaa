// How instances and keys stood at an instant: in-flight maps, queues, breakers.
#include <QtTest>

#undef emit  // a keyword of Qt and a verb of the recorder

#include "core/analysis/standing.h"
#include "core/scenario/random_scenario.h"
#include "core/world/world.h"
#include "tests/support/hand_written.h"
#include "tests/support/run_tests.h"
#include "tests/support/story.h"

using namespace stampede;
using namespace std::chrono_literals;

static Standing standingOf(const Recording& r)
{
    return build_standing(r, build_timeline(r), true);
}

class tst_Standing : public QObject {
    Q_OBJECT

private slots:
    void aFlightHasItsLeaderAndThoseWhoJoined();
    void aFlightEndsWithItsLeader();
    void aKilledInstanceHasNoFlights();
    void requestsInsideAndQueuedAreCounted();
    void aBreakerOpensAndLetsOneTry();
    void manyKeysAreCounted();
    void coalescingHasAFlightOnEachInstance();
    void nothingIsLeftOpenAtTheEndOfARun();
};

void tst_Standing::aFlightHasItsLeaderAndThoseWhoJoined()
{
    HandWritten h(1);
    const CallId a = h.request(), b = h.request(), c = h.request();
    h.at(0, a, EventKind::arrived)
        .at(1, a, EventKind::led)
        .at(2, b, EventKind::arrived)
        .at(3, b, EventKind::joined)
        .at(4, c, EventKind::arrived);
    h.at(5, c, EventKind::joined)
        .at(9, b, EventKind::deadline_passed)
        .at(20, a, EventKind::answered_loaded)
        .at(20, c, EventKind::answered_shared);
    const Standing s = standingOf(h.recording);
    QVERIFY(s.flights_at(0, h.instant(0.5), 9).empty());
    const auto at6 = s.flights_at(0, h.instant(6), 9);
    QCOMPARE(at6.size(), std::size_t(1));
    QCOMPARE(at6[0].flight->leader, a);
    QCOMPARE(at6[0].joined, 2u);
    QCOMPARE(at6[0].first[0], b);
    QCOMPARE(at6[0].first[1], c);
    QVERIFY(at6[0].first[2].is_nobody());
    QCOMPARE(at6[0].changed, h.instant(5));
    QCOMPARE(s.flights_at(0, h.instant(9), 9)[0].joined, 1u);
    QCOMPARE(s.leader_at(0, 0, h.instant(6)), a);
    QCOMPARE(s.leader_at(0, 1, h.instant(6)), CallId());
}

void tst_Standing::aFlightEndsWithItsLeader()
{
    HandWritten h(1);
    const CallId a = h.request(), b = h.request();
    h.at(0, a, EventKind::arrived)
        .at(1, a, EventKind::led)
        .at(5, a, EventKind::failed)
        .at(6, b, EventKind::arrived)
        .at(7, b, EventKind::led)
        .ends(30);
    const Standing s = standingOf(h.recording);
    QVERIFY(s.flights_at(0, h.instant(5), 9).empty());
    QCOMPARE(s.leader_at(0, 0, h.instant(8)), b);
    QCOMPARE(s.flights.back().until, never);
}

void tst_Standing::aKilledInstanceHasNoFlights()
{
    HandWritten h(1);
    const CallId refresh = h.refresh();
    h.at(0, refresh, EventKind::refresh_began)
        .at(1, refresh, EventKind::led)
        .at(5, CallId(), EventKind::instance_killed, 0)
        .ends(30);
    const Standing s = standingOf(h.recording);
    QCOMPARE(s.leader_at(0, 0, h.instant(3)), refresh);
    QVERIFY(s.flights_at(0, h.instant(5), 9).empty());
}

void tst_Standing::requestsInsideAndQueuedAreCounted()
{
    HandWritten h(1);
    const CallId a = h.request(), b = h.request(), c = h.request();
    h.at(0, a, EventKind::arrived)
        .at(1, b, EventKind::arrived)
        .at(1, b, EventKind::queued)
        .at(2, c, EventKind::arrived)
        .at(2, c, EventKind::rejected);
    h.at(9, a, EventKind::answered_fresh)
        .at(9, b, EventKind::worker_taken)
        .at(12, b, EventKind::answered_fresh);
    const Standing s = standingOf(h.recording);
    QCOMPARE(s.instance_at(0, h.instant(0.5)).inside, 1u);
    QCOMPARE(s.instance_at(0, h.instant(5)).inside, 2u);
    QCOMPARE(s.instance_at(0, h.instant(5)).queued, 1u);
    QCOMPARE(s.instance_at(0, h.instant(10)).queued, 0u);
    QCOMPARE(s.instance_at(0, h.instant(12)).inside, 0u);
}

void tst_Standing::aBreakerOpensAndLetsOneTry()
{
    HandWritten h(1);
    const CallId a = h.request();
    h.at(0, a, EventKind::arrived)
        .at(1, a, EventKind::breaker_opened)
        .at(9, a, EventKind::breaker_probed)
        .at(12, a, EventKind::breaker_closed);
    const Standing s = standingOf(h.recording);
    QVERIFY(!s.breaker_at(0, h.instant(0.5)));
    QCOMPARE(s.breaker_at(0, h.instant(2))->state, BreakerState::open);
    QCOMPARE(s.breaker_at(0, h.instant(10))->state, BreakerState::half_open);
    QCOMPARE(s.breaker_at(0, h.instant(12))->state, BreakerState::closed);
}

void tst_Standing::manyKeysAreCounted()
{
    HandWritten h(1);
    const CallId a = h.request(0), b = h.request(1);
    h.at(0, a, EventKind::arrived).at(0, b, EventKind::arrived);
    h.stored(1, a, 1, 1, 10, 15).stored(3, b, 2, 1, 20, 20).lock_taken(4, b, 1, 8).ends(40);
    const Standing s = standingOf(h.recording);
    QCOMPARE(s.fresh.open_at(h.instant(2)), 1u);
    QCOMPARE(s.fresh.open_at(h.instant(5)), 2u);
    QCOMPARE(s.fresh.open_at(h.instant(12)), 1u);
    QCOMPARE(s.stale.open_at(h.instant(12)), 1u);
    QCOMPARE(s.stale.open_at(h.instant(16)), 0u);
    QCOMPARE(s.locked.open_at(h.instant(5)), 1u);
    QCOMPARE(s.locked.open_at(h.instant(8)), 0u);
}

void tst_Standing::coalescingHasAFlightOnEachInstance()
{
    const RecordingPtr r = simulate(test::product_page("coalescing"));
    const Standing s = standingOf(*r);
    const auto flights = s.flights_at(0, Instant(50ms), 9);
    QCOMPARE(flights.size(), std::size_t(4));
    std::uint32_t waiting = 0;
    for (const auto& f : flights) waiting += f.joined;
    QCOMPARE(waiting, 996u);
    QCOMPARE(s.instance_at(0, Instant(50ms)).inside, 250u);
}

/// Whatever happens in a run: what has ended is not still open.
void tst_Standing::nothingIsLeftOpenAtTheEndOfARun()
{
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        const Scenario scenario = random_scenario(seed);
        const RecordingPtr r = simulate(scenario);
        const Timeline t = build_timeline(*r);
        const Standing s = build_standing(*r, t, true);
        std::uint32_t open = 0, waiting = 0;
        for (std::uint32_t key = 0; key < t.keys.size(); ++key)
            for (const auto& f : s.flights_at(key, r->end, 1000)) {
                ++open;
                waiting += f.joined;
                QVERIFY2(t.state_at(f.flight->leader, r->end - Duration(1)) != CallState::absent,
                         qPrintable(QString("seed %1").arg(seed)));
            }
        const std::uint64_t unfinished = r->requests.size() - test::ended(*r);
        QVERIFY2(waiting <= unfinished + r->refreshes.size(), qPrintable(QString("seed %1").arg(seed)));
        std::uint64_t inside = 0;
        for (std::uint16_t i = 0; i < scenario.instances.count; ++i)
            inside += s.instance_at(i, r->end).inside;
        QVERIFY2(
            inside <= unfinished,
            qPrintable(QString("seed %1: %2 inside, %3 unfinished").arg(seed).arg(inside).arg(unfinished)));
    }
}

STAMPEDE_TESTS(tst_Standing, an_event_loop)
#include "tst_standing.moc"
