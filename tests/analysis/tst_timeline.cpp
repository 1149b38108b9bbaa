#include <QtTest>

#include "core/analysis/timeline.h"
#include "core/world/world.h"
#include "tests/support/hand_written.h"
#include "tests/support/run_tests.h"
#include "tests/support/story.h"

using namespace stampede;
using stampede::test::product_page;

namespace {

Instant at(double ms)
{
    return HandWritten::instant(ms);
}

/// The steps of a lane that last, in text: "0 lookup, 1 waiting, 50 absent".
std::string lane_text(const Timeline& t, CallId call)
{
    static const char* const names[] = {"absent",     "lookup",  "waiting", "worker",
                                        "connection", "loading", "storing"};
    std::string out;
    const std::uint32_t lane = t.lanes.lane(call);
    for (std::uint32_t i = t.lanes.first[lane]; i < t.lanes.first[lane + 1]; ++i) {
        if (i + 1 < t.lanes.first[lane + 1] && t.lanes.at[i + 1] == t.lanes.at[i]) continue;
        if (!out.empty()) out += ", ";
        out += std::to_string(t.lanes.at[i].time_since_epoch().count() / 1'000'000) + " " +
               names[int(t.lanes.state[i])];
    }
    return out;
}

std::string curve_text(std::span<const Step> curve)
{
    std::string out;
    for (const Step& s : curve)
        out += (out.empty() ? "" : ", ") + std::to_string(s.at.time_since_epoch().count() / 1'000'000) + ":" +
               std::to_string(s.value);
    return out;
}

/// Request 1 takes the lock and loads from 2 to 102, request 2 waits for it.
HandWritten one_loads_one_waits()
{
    HandWritten w;
    const CallId r1 = w.request(), r2 = w.request();
    w.at(0, r1, EventKind::arrived).at(0, r2, EventKind::arrived);
    w.at(1, r1, EventKind::missed).at(1, r2, EventKind::missed);
    w.lock_taken(1, r1, 7, 10'001)
        .at(2, r1, EventKind::won, 1)
        .at(2, r2, EventKind::refused, 1)
        .at(2, r2, EventKind::waits);
    w.at(2, r1, EventKind::load_began, 0, 0, 0).at(2, r1, EventKind::query_started);
    w.at(52, r2, EventKind::poll_missed);
    w.at(102, r1, EventKind::query_ended, 3).at(102, r1, EventKind::load_ended, 3);
    w.stored(103, r1, 1, 3, 5103, 5103).at(104, r1, EventKind::lock_released, 0, 7);
    w.at(105, r1, EventKind::answered_loaded, 3).at(105, r2, EventKind::answered_shared, 3);
    return w;
}

}  // namespace

class TestTimeline : public QObject {
    Q_OBJECT

private slots:
    void aLaneSaysWhatItsRequestDidAndWhen()
    {
        const Timeline t = build_timeline(one_loads_one_waits().recording);
        QCOMPARE(lane_text(t, CallId::request(1)),
                 std::string("0 lookup, 2 loading, 102 storing, 105 absent"));
        QCOMPARE(lane_text(t, CallId::request(2)), std::string("0 lookup, 2 waiting, 105 absent"));
        QCOMPARE(t.lanes.outcome[0], Outcome::loaded);
        QCOMPARE(t.lanes.outcome[1], Outcome::shared);
        QCOMPARE(t.state_at(CallId::request(2), at(60)), CallState::waiting);
        QCOMPARE(t.state_at(CallId::request(2), at(105)), CallState::absent);
        QCOMPARE(t.state_at(CallId::request(3), at(60)), CallState::absent);
        QCOMPARE(t.last_activity, at(105));
    }

    void aRequestWithoutAConnectionWaitsForOneBeforeItLoads()
    {
        HandWritten w;
        const CallId r1 = w.request();
        w.at(0, r1, EventKind::arrived)
            .at(1, r1, EventKind::load_began, 0, 0, 0)
            .at(1, r1, EventKind::query_queued);
        w.at(40, r1, EventKind::query_started)
            .at(140, r1, EventKind::query_ended)
            .at(140, r1, EventKind::load_ended);
        w.at(141, r1, EventKind::answered_loaded);
        const Timeline t = build_timeline(w.recording);
        QCOMPARE(lane_text(t, r1),
                 std::string("0 lookup, 1 connection, 40 loading, 140 storing, 141 absent"));
        QCOMPARE(curve_text(t.queued), std::string("1:1, 40:0"));
        QCOMPARE(curve_text(t.in_flight), std::string("40:1, 140:0"));
        QCOMPARE(t.in_flight_at(at(39)), 0U);
        QCOMPARE(t.in_flight_at(at(40)), 1U);
        QCOMPARE(t.markers.front().kind, Marker::Kind::pool_full);
    }

    void waitingForAWorkerIsAStateOfItsOwn()
    {
        HandWritten w;
        const CallId r1 = w.request(), r2 = w.request();
        w.at(0, r1, EventKind::arrived)
            .at(0, r1, EventKind::queued)
            .at(0, r2, EventKind::arrived)
            .at(0, r2, EventKind::rejected);
        w.at(8, r1, EventKind::worker_taken).at(9, r1, EventKind::hit).at(9, r1, EventKind::answered_fresh);
        const Timeline t = build_timeline(w.recording);
        QCOMPARE(lane_text(t, r1), std::string("0 worker, 8 lookup, 9 absent"));
        QCOMPARE(t.lanes.outcome[1], Outcome::failed);
    }

    void aRequestThatNeverEndsLastsUntilTheEndOfTheRun()
    {
        HandWritten w;
        const CallId r1 = w.request();
        w.at(0, r1, EventKind::arrived).at(1, r1, EventKind::waits).ends(500);
        const Timeline t = build_timeline(w.recording);
        QCOMPARE(lane_text(t, r1), std::string("0 lookup, 1 waiting, 500 absent"));
        QCOMPARE(t.lanes.outcome[0], Outcome::none);
    }

    void whatStillHappensOfACallAfterItsEndLeavesItsLaneAlone()
    {
        HandWritten w;
        const CallId r1 = w.request();
        w.at(0, r1, EventKind::arrived)
            .at(1, r1, EventKind::load_began, 0, 0, 0)
            .at(1, r1, EventKind::query_queued);
        w.at(5, r1, EventKind::failed).at(9, r1, EventKind::query_started).at(30, r1, EventKind::query_ended);
        const Timeline t = build_timeline(w.recording);
        QCOMPARE(lane_text(t, r1), std::string("0 lookup, 1 connection, 5 absent"));
        QCOMPARE(curve_text(t.in_flight), std::string("9:1, 30:0"));
        QCOMPARE(t.loads.front().ended, at(5));
        QVERIFY(t.loads.front().failed);
    }

    void aKilledInstanceTakesItsRefreshesWithIt()
    {
        HandWritten w;
        const CallId r1 = w.request();
        const CallId f1 = w.refresh(r1);
        w.at(0, r1, EventKind::arrived)
            .at(1, f1, EventKind::refresh_began)
            .at(1, r1, EventKind::answered_stale);
        w.at(2, f1, EventKind::load_began, 0, 1, 0).at(2, f1, EventKind::query_started);
        w.at(50, CallId(), EventKind::instance_killed, 0).at(102, f1, EventKind::query_ended).ends(200);
        const Timeline t = build_timeline(w.recording);
        QCOMPARE(lane_text(t, f1), std::string("1 lookup, 2 loading, 50 absent"));
        QVERIFY(t.loads.front().failed);
        QCOMPARE(t.in_flight_at(at(101)), 1U);
        QCOMPARE(t.in_flight_at(at(102)), 0U);
    }

    void theRequestsSeenInARangeIncludeAnEarlyOneThatStillWaits()
    {
        HandWritten w;
        for (int i = 0; i < 5; ++i) w.request();
        for (std::uint32_t i = 1; i <= 5; ++i) w.at(10.0 * i, CallId::request(i), EventKind::arrived);
        for (std::uint32_t i = 1; i <= 5; ++i)
            w.at(i == 2 ? 99 : 10.0 * i + 41, CallId::request(i), EventKind::answered_fresh);
        auto& events = w.recording.events;
        std::stable_sort(events.begin(), events.end(),
                         [](const Event& a, const Event& b) { return a.at < b.at; });
        const Timeline t = build_timeline(w.recording);
        QCOMPARE(t.lanes.seen(at(0), at(100)), std::pair(0U, 5U));
        QCOMPARE(t.lanes.seen(at(95), at(200)), std::pair(1U, 5U));
        QCOMPARE(t.lanes.seen(at(0), at(35)), std::pair(0U, 3U));
        QCOMPARE(t.lanes.seen(at(300), at(400)), std::pair(5U, 5U));
    }

    void aLockBandEndsWithItsRelease()
    {
        const Timeline t = build_timeline(one_loads_one_waits().recording);
        const auto bands = t.locks.of(0);
        QCOMPARE(bands.size(), 1U);
        QCOMPARE(bands[0].how, LockEnd::released);
        QCOMPARE(bands[0].taken, at(1));
        QCOMPARE(bands[0].until, at(104));
        QCOMPARE(t.lock_at(0, at(50))->token, 7);
        QVERIFY(!t.lock_at(0, at(104)));
        QVERIFY(t.overlaps.of(0).empty());
        QCOMPARE(curve_text(t.waiting.of(0)), std::string("2:1, 105:0"));
    }

    void aHolderThatOutlivesItsLockOverlapsWithTheNextOne()
    {
        HandWritten w;
        const CallId r1 = w.request(), r2 = w.request();
        w.at(0, r1, EventKind::arrived).lock_taken(1, r1, 1, 51).at(2, r1, EventKind::load_began, 0, 0, 0);
        w.at(50, r2, EventKind::arrived)
            .lock_taken(60, r2, 2, 110)
            .at(61, r2, EventKind::load_began, 0, 0, 0);
        w.at(100, r1, EventKind::load_ended)
            .at(101, r1, EventKind::release_lost, 0, 1, 2)
            .at(102, r1, EventKind::answered_loaded);
        w.at(105, r2, EventKind::load_ended)
            .at(106, r2, EventKind::lock_released, 0, 2)
            .at(107, r2, EventKind::answered_loaded);
        const Timeline t = build_timeline(w.recording);
        QCOMPARE(t.locks.of(0)[0].how, LockEnd::expired);
        QCOMPARE(t.locks.of(0)[0].until, at(51));
        QCOMPARE(t.locks.of(0)[0].believed_until, at(101));
        const auto overlaps = t.overlaps.of(0);
        QCOMPARE(overlaps.size(), 1U);
        QCOMPARE(overlaps[0], (LockOverlap{at(60), at(101), r1, r2, LockEnd::expired}));
        const auto lost = std::find_if(t.markers.begin(), t.markers.end(),
                                       [](const Marker& m) { return m.kind == Marker::Kind::lock_lost; });
        QVERIFY(lost != t.markers.end());
        QCOMPARE(lost->at, at(51));
        QVERIFY(t.loads[1].duplicate);
    }

    void aLockDeletedByAnotherIsToldFromOneThatExpired()
    {
        HandWritten w;
        const CallId r1 = w.request(), r2 = w.request(), r3 = w.request();
        for (CallId r : {r1, r2, r3}) w.at(0, r, EventKind::arrived);
        w.lock_taken(1, r1, 1, 20)
            .lock_taken(30, r2, 2, 500)
            .at(40, r1, EventKind::lock_deleted, 0, 1, 2)
            .at(41, r1, EventKind::answered_loaded);
        w.lock_taken(45, r3, 3, 500)
            .at(90, r2, EventKind::release_lost, 0, 2, 3)
            .at(91, r2, EventKind::answered_loaded);
        w.at(95, r3, EventKind::lock_released, 0, 3).at(96, r3, EventKind::answered_loaded);
        const Timeline t = build_timeline(w.recording);
        QCOMPARE(t.locks.of(0)[1].how, LockEnd::deleted);
        QCOMPARE(t.locks.of(0)[1].until, at(40));
        QCOMPARE(t.overlaps.of(0).size(), 2U);
        QCOMPARE(t.overlaps.of(0)[1].cause, LockEnd::deleted);
    }

    void aLockThatTheStoreForgotIsLostAtTheFault()
    {
        HandWritten w;
        const CallId r1 = w.request(), r2 = w.request();
        w.at(0, r1, EventKind::arrived).at(0, r2, EventKind::arrived).lock_taken(1, r1, 1, 9000);
        w.at(30, CallId(), EventKind::fault_began, 0).lock_taken(33, r2, 2, 9033);
        w.at(50, r2, EventKind::lock_released, 0, 2)
            .at(51, r2, EventKind::answered_loaded)
            .at(52, r1, EventKind::answered_loaded);
        const Timeline t = build_timeline(w.recording);
        QCOMPARE(t.locks.of(0)[0].how, LockEnd::lost);
        QCOMPARE(t.locks.of(0)[0].until, at(30));
    }

    void anEntryIsFreshThenStaleThenGone()
    {
        HandWritten w;
        const CallId f1 = w.refresh({}, 0, Origin::warming);
        w.stored(0, f1, 1, 4, 100, 150).ends(400);
        const Timeline t = build_timeline(w.recording);
        QCOMPARE(t.entry_at(0, at(99)).state, EntryState::fresh);
        QCOMPARE(t.entry_at(0, at(100)).state, EntryState::stale);
        QCOMPARE(t.entry_at(0, at(100)).band->version, 4U);
        QCOMPARE(t.entry_at(0, at(150)).state, EntryState::absent);
        QCOMPARE(t.entry_at(0, at(-1)).state, EntryState::absent);
        QCOMPARE(t.markers.size(), 1U);
        QCOMPARE(t.markers[0].kind, Marker::Kind::expiry);
        QCOMPARE(t.markers[0].at, at(100));
    }

    void aReplacedEntryEndsWhereTheNextOneBeginsAndDoesNotExpire()
    {
        HandWritten w;
        const CallId f1 = w.refresh({}, 0, Origin::warming), r1 = w.request();
        w.stored(0, f1, 1, 1, 100, 100)
            .at(60, r1, EventKind::arrived)
            .at(61, r1, EventKind::load_began, 0, 1, HandWritten::nanoseconds(100));
        w.at(81, r1, EventKind::load_ended)
            .stored(82, r1, 2, 2, 182, 182)
            .at(83, r1, EventKind::answered_loaded)
            .ends(120);
        const Timeline t = build_timeline(w.recording);
        const auto bands = t.entries.of(0);
        QCOMPARE(bands.size(), 2U);
        QVERIFY(bands[0].replaced);
        QCOMPARE(bands[0].gone_at, at(82));
        QCOMPARE(bands[1].load_time, Duration(20'000'000));
        QCOMPARE(bands[1].gone_at, never);
        QVERIFY(t.loads[0].early);
        QCOMPARE(t.markers.size(), 1U);
        QCOMPARE(t.markers[0].kind, Marker::Kind::first_early_refresh);
    }

    void anErasedEntryIsGoneAtOnce()
    {
        HandWritten w;
        const CallId f1 = w.refresh({}, 2, Origin::warming);
        w.stored(0, f1, 1, 1, 100, 100).at(40, CallId(), EventKind::erased, 0, 2).ends(90);
        const Timeline t = build_timeline(w.recording);
        QCOMPARE(t.entry_at(2, at(39)).state, EntryState::fresh);
        QCOMPARE(t.entry_at(2, at(40)).state, EntryState::absent);
        QVERIFY(t.markers.empty());
    }

    void rollsKeepWhatWasDrawnAndWhatItDecided()
    {
        HandWritten w;
        const CallId r1 = w.request(), r2 = w.request(), r3 = w.request();
        w.at(0, r1, EventKind::arrived)
            .rolled(1, r1, EventKind::hit, 0.75)
            .at(1, r1, EventKind::answered_fresh);
        w.at(2, r2, EventKind::arrived)
            .rolled(3, r2, EventKind::due_early, 0.001)
            .at(3, r2, EventKind::answered_fresh);
        w.at(4, r3, EventKind::arrived)
            .rolled(5, r3, EventKind::due_early, -1)
            .at(5, r3, EventKind::answered_fresh);
        const Timeline t = build_timeline(w.recording);
        QCOMPARE(t.rolls.size(), 2U);
        QCOMPARE(t.rolls[0].u, 0.75F);
        QVERIFY(!t.rolls[0].refreshed);
        QVERIFY(t.rolls[1].refreshed);
        QCOMPARE(t.rolls[1].call, r2);
    }

    void keysAreKeptApartAndTheMostContendedIsNamed()
    {
        HandWritten w;
        const CallId a = w.request(5), b = w.request(1), c = w.request(1);
        for (CallId r : {a, b, c}) w.at(0, r, EventKind::arrived);
        w.at(1, a, EventKind::load_began, 0, 0, 0)
            .at(1, b, EventKind::load_began, 0, 0, 0)
            .at(1, c, EventKind::waits);
        for (CallId r : {a, b, c}) w.at(9, r, EventKind::answered_loaded);
        const Timeline t = build_timeline(w.recording);
        QCOMPARE(t.keys.size(), 6U);
        QCOMPARE(t.busiest_key, 1U);
        QCOMPARE(t.keys[1].requests, 2U);
        QCOMPARE(t.waiting_at(1, at(5)), 1U);
        QCOMPARE(t.waiting_at(5, at(5)), 0U);
        QVERIFY(t.waiting.of(99).empty());
    }

    void anEmptyRecordingGivesAnEmptyTimeline()
    {
        const Timeline t = build_timeline(Recording());
        QCOMPARE(t.lanes.size(), 0U);
        QVERIFY(t.locks.of(0).empty());
        QCOMPARE(t.in_flight_at(at(5)), 0U);
        QCOMPARE(t.entry_at(0, at(5)).state, EntryState::absent);
    }

    /// The worked example: 1 000 requests within 3 ms, of which one loads.
    void theWorkedExampleLooksAsItWasDrawn()
    {
        const Timeline t = build_timeline(*simulate(product_page("locking")));
        QCOMPARE(t.lanes.requests, 1000U);
        QCOMPARE(t.loads.size(), 1U);
        QCOMPARE(t.peak_in_flight.value, 1U);
        QCOMPARE(t.waiting_at(0, at(63)), 999U);
        QCOMPARE(t.lock_at(0, at(63))->holder, CallId::request(1));
        QCOMPARE(t.entry_at(0, at(63)).state, EntryState::absent);
        QCOMPARE(t.entry_at(0, at(105)).state, EntryState::fresh);
        QVERIFY(std::is_sorted(t.lanes.arrived.begin(), t.lanes.arrived.end()));
    }

    void withoutPreventionThePoolFillsAndTheRestQueues()
    {
        const Timeline t = build_timeline(*simulate(product_page("none")));
        QCOMPARE(t.loads.size(), 1000U);
        QCOMPARE(t.peak_in_flight.value, 100U);
        QCOMPARE(t.peak_queued.value, 900U);
        QCOMPARE(t.in_flight.back().value, 0U);
        QCOMPARE(t.queued.back().value, 0U);
    }
};

STAMPEDE_TESTS(TestTimeline, an_event_loop)
#include "tst_timeline.moc"
