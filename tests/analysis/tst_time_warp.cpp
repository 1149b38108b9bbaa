#include <QtTest>

#undef emit  // a keyword of Qt and a verb of the recorder

#include "core/analysis/range_figures.h"
#include "core/analysis/time_warp.h"
#include "core/world/world.h"
#include "tests/support/hand_written.h"
#include "tests/support/run_tests.h"
#include "tests/support/story.h"

using namespace stampede;
using namespace std::chrono_literals;

namespace {

Instant at(Duration d)
{
    return Instant(d);
}

/// Two bursts of one request each of 10 ms, ten seconds apart.
Recording two_moments()
{
    HandWritten w;
    const CallId a = w.request(), b = w.request();
    w.at(0, a, EventKind::arrived).at(10, a, EventKind::answered_fresh, 1);
    w.at(10'000, b, EventKind::arrived).at(10'010, b, EventKind::answered_fresh, 1);
    return w.recording;
}

}  // namespace

class TestTimeWarp : public QObject {
    Q_OBJECT

private slots:
    void withoutGapsItIsTimeItself()
    {
        const TimeWarp straight;
        QVERIFY(straight.straight());
        QCOMPARE(straight.bent(at(-3ms)), at(-3ms));
        QCOMPARE(straight.straightened(at(7s)), at(7s));
    }

    void aGapIsShortAndAllElseKeepsItsLength()
    {
        const TimeWarp warp({{at(10ms), at(1010ms), 5ms}, {at(1020ms), at(1120ms), 10ms}});
        QCOMPARE(warp.bent(at(-4ms)), at(-4ms));
        QCOMPARE(warp.bent(at(10ms)), at(10ms));
        QCOMPARE(warp.bent(at(510ms)), at(12'500us));
        QCOMPARE(warp.bent(at(1010ms)), at(15ms));
        QCOMPARE(warp.bent(at(1020ms)), at(25ms));
        QCOMPARE(warp.bent(at(1120ms)), at(35ms));
        QCOMPARE(warp.bent(at(2120ms)), at(1035ms));
        QCOMPARE(warp.bent_length(at(0ms), at(1010ms)), Duration(15ms));
    }

    void itCanBeTurnedBack()
    {
        const TimeWarp warp({{at(10ms), at(1010ms), 5ms}, {at(1020ms), at(1120ms), 10ms}});
        for (Duration d : {-9ms, 0ms, 10ms, 260ms, 1010ms, 1015ms, 1020ms, 1070ms, 1120ms, 5000ms})
            QCOMPARE(warp.straightened(warp.bent(at(d))), at(d));
    }

    void aHintChangesNothingButTheCost()
    {
        const TimeWarp warp({{at(10ms), at(1010ms), 5ms}, {at(1020ms), at(1120ms), 10ms}});
        std::size_t hint = 0;
        for (int ms : {5000, 0, 15, 10, 1019, 1021, 1121, -3, 500})
            QCOMPARE(warp.bent(Instant(ms * 1ms), hint), warp.bent(Instant(ms * 1ms)));
    }

    void theTimeBetweenTwoMomentsIsIdle()
    {
        const TimeWarp warp = without_idle_time(build_timeline(two_moments()));
        QCOMPARE(warp.gaps().size(), std::size_t(1));
        QCOMPARE(warp.gaps()[0].from, at(10ms));
        QCOMPARE(warp.gaps()[0].until, at(10s));
        QVERIFY(warp.gaps()[0].shown < 5ms);
    }

    void waitingForALoadIsNotIdle()
    {
        const RecordingPtr r = simulate(test::product_page("locking", 50));
        QVERIFY(without_idle_time(build_timeline(*r)).straight());
    }

    void steadyTrafficHasNoGapWorthIt()
    {
        const RecordingPtr r = simulate(test::steady("xfetch", 50, 20s));
        QVERIFY(without_idle_time(build_timeline(*r)).straight());
    }

    void itNeverFallsAndKeepsItsGapsInOrder()
    {
        HandWritten w;
        for (int i = 0; i < 60; ++i) {
            const CallId call = w.request();
            w.at(i * i * 100.0, call, EventKind::arrived)
                .at(i * i * 100.0 + 5, call, EventKind::answered_fresh, 1);
        }
        const TimeWarp warp = without_idle_time(build_timeline(w.recording));
        QVERIFY(warp.gaps().size() >= 10 && warp.gaps().size() <= 24);
        Instant last = warp.bent(at(-1ms));
        for (int ms = 0; ms < 360'000; ms += 7) {
            const Instant place = warp.bent(Instant(ms * 1ms));
            QVERIFY(place >= last);
            last = place;
        }
    }

    // What the headline says of a selected stretch of time.

    void ofAStretchThatHoldsEverythingTheFiguresAreThoseOfTheRun()
    {
        for (const char* strategy : {"none", "locking", "coalescing", "xfetch"}) {
            const RecordingPtr r = simulate(test::product_page(strategy, 300));
            const Timeline t = build_timeline(*r);
            const FiguresAt all = Figures(*r).at(never), part = figures_between(*r, t, at(-1s), at(3600s));
            QCOMPARE(part.requests, all.requests);
            QCOMPARE(part.queries, all.queries);
            QCOMPARE(part.answered, all.answered);
            QCOMPARE(part.loaded, all.loaded);
            QCOMPARE(part.shared, all.shared);
            QCOMPARE(part.failed, all.failed);
            QCOMPARE(part.p99, all.p99);
            QCOMPARE(part.longest_wait, all.longest_wait);
        }
    }

    void aStretchKnowsWhatBecameOfThoseThatArrivedInIt()
    {
        HandWritten w;
        const CallId a = w.request(), b = w.request(), c = w.request();
        w.at(0, a, EventKind::arrived)
            .at(1, a, EventKind::missed)
            .at(1, a, EventKind::load_began)
            .at(1, a, EventKind::query_started);
        w.at(10, b, EventKind::arrived)
            .at(11, b, EventKind::missed)
            .at(11, b, EventKind::load_began)
            .at(11, b, EventKind::query_queued);
        w.at(20, c, EventKind::arrived).at(21, c, EventKind::answered_fresh, 1);
        w.at(101, a, EventKind::query_ended, 1)
            .at(101, a, EventKind::load_ended, 1)
            .at(101, b, EventKind::query_started)
            .at(102, a, EventKind::answered_loaded, 1);
        w.at(201, b, EventKind::query_ended, 1)
            .at(201, b, EventKind::load_ended, 1)
            .at(210, b, EventKind::answered_loaded, 1);
        const Timeline t = build_timeline(w.recording);
        const RangeFigures f = figures_between(w.recording, t, at(10ms), at(20ms));  // only b arrived in it
        QCOMPARE(f.requests, std::uint64_t(1));
        QCOMPARE(f.queries, std::uint64_t(1));
        QCOMPARE(f.loaded, std::uint64_t(1));
        QCOMPARE(f.waited, std::uint64_t(0));  // for a connection, which is no load of another
        QCOMPARE(f.p99, Duration(200ms));
        QCOMPARE(figures_between(w.recording, t, at(30ms), at(500ms)).requests, std::uint64_t(0));
    }
};

STAMPEDE_TESTS(TestTimeWarp, an_event_loop)
#include "tst_time_warp.moc"
