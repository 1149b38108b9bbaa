#include <QtTest>

#undef emit  // a keyword of Qt and a verb of the recorder

#include "core/analysis/comparison.h"
#include "core/analysis/invariants.h"
#include "core/scenario/scenario_file.h"
#include "core/strategy/catalogue.h"
#include "core/world/world.h"
#include "tests/support/hand_written.h"
#include "tests/support/run_tests.h"
#include "tests/support/story.h"

using namespace stampede;

/// The scenario of the hand-written runs: locking, unless said.
static Scenario scenario(const char* strategy = "locking")
{
    Scenario s;
    s.strategy = find_strategy(strategy)->spec;
    return s;
}

/// What is violated, as "3: sentence; 5: sentence".
static QString violated(const HandWritten& run, const Scenario& s = scenario())
{
    QStringList list;
    for (const Violation& v : check_invariants(run.recording, s).violated)
        list << QString("%1: %2").arg(v.invariant).arg(QString::fromStdString(v.what));
    return list.join("; ");
}

/// A request that takes the lock, loads from 2 to 102 ms, and gives the lock back.
static CallId loads(HandWritten& h, std::int64_t token)
{
    const CallId r = h.request();
    h.at(0, r, EventKind::arrived).lock_taken(1, r, token, 10'001).at(2, r, EventKind::load_began, 0, 0);
    h.at(2, r, EventKind::query_started)
        .at(102, r, EventKind::query_ended, 1)
        .at(102, r, EventKind::load_ended, 1);
    h.stored(103, r, 1, 1, 300'000, 300'000)
        .at(104, r, EventKind::lock_released, 0, token)
        .at(105, r, EventKind::answered_loaded, 1);
    return r;
}

class tst_Invariants : public QObject {
    Q_OBJECT

private slots:
    void aProperRunViolatesNothing();
    void aRequestEndsOnce();
    void aRequestThatNeverArrivedCannotEnd();
    void aRequestMayBeOpenOnlyAtTheHorizon();
    void waitingEndsAtTheDeadline();
    void nothingIsLeftRunning();
    void aLockIsNotLeftBehind();
    void aCrashMayLeaveALockThatExpires();
    void aLockHasOneOwner();
    void anExpiredLockMayBeTaken();
    void liveAnswersMayComeInTheWrongOrder();
    void tokensRise();
    void anOlderTokenDoesNotWriteOverALaterOne();
    void aFillIsRefusedOnlyForALaterToken();
    void aLockIsReleasedUnderItsOwnToken();
    void aLockIsDeletedByItsOwnerOnly();
    void queriesEndThatHaveStarted();
    void thePoolIsNotExceeded();
    void nobodyLoadsWhatAnotherIsLoading();
    void nobodyLoadsWhatHasJustBeenStored();
    void oneLoadAnInstanceUnderCoalescing();
    void slowLoadsExcuseDuplicates();
    void answersAreNotOlderThanWhatIsKept();
    void underFencingNoInstanceGoesBack();
    void timeDoesNotRunBackwards();
    void ofManyViolationsAFewAreToldAndTheRestCounted();
    void aRecordingThatCannotBeReadBackIsNoticed();
    void theMistakesAreCaughtWithinAHundredSeeds_data();
    void theMistakesAreCaughtWithinAHundredSeeds();
};

void tst_Invariants::aProperRunViolatesNothing()
{
    HandWritten h;
    loads(h, 1);
    QCOMPARE(violated(h), QString());
    QCOMPARE(check_invariants(h.recording, scenario()).checked, std::size_t(8));  // all but fencing
}

void tst_Invariants::aRequestEndsOnce()
{
    HandWritten h;
    const CallId r = loads(h, 1);
    h.at(106, r, EventKind::failed);
    QCOMPARE(violated(h), QString("1: request 1 ended a second time (failed) at 106 ms"));
}

void tst_Invariants::aRequestThatNeverArrivedCannotEnd()
{
    HandWritten h;
    h.at(3, h.request(), EventKind::answered_fresh, 1);
    QCOMPARE(violated(h), QString("1: request 1 ended (answered_fresh) at 3 ms without having arrived"));
}

void tst_Invariants::aRequestMayBeOpenOnlyAtTheHorizon()
{
    HandWritten h;
    h.at(0, h.request(), EventKind::arrived).ends(5000);
    Scenario s = scenario();
    QCOMPARE(violated(h, s), QString("1: request 1 had not ended when the run was over at 5 000 ms"));
    s.horizon = 5s;
    QCOMPARE(violated(h, s), QString());
}

void tst_Invariants::waitingEndsAtTheDeadline()
{
    HandWritten h;
    const CallId a = h.request(), b = h.request(), c = h.request();
    for (CallId r : {a, b, c}) h.at(0, r, EventKind::arrived);
    for (CallId r : {a, b, c}) h.at(1, r, EventKind::waits);
    h.at(5001, a, EventKind::deadline_passed).at(5001, a, EventKind::failed);
    h.at(9000, b, EventKind::re_elected)
        .at(9000, b, EventKind::waits)
        .at(9500, b, EventKind::answered_shared, 1);
    h.ends(700'000);
    QCOMPARE(
        violated(h),
        QString(
            "2: request 2 waited for others from 1 ms for 9 499 ms, with a wait_timeout of 5 000 ms; "
            "2: request 3 waited for others from 1 ms for 699 999 ms and still did when the run was over, "
            "with a wait_timeout of 5 000 ms"));
}

void tst_Invariants::nothingIsLeftRunning()
{
    HandWritten h;
    h.recording.tasks_left = 2;
    QCOMPARE(violated(h), QString("2: 2 tasks, timers or waiters were left after the run"));
}

void tst_Invariants::aLockIsNotLeftBehind()
{
    HandWritten h;
    const CallId r = h.request();
    h.at(0, r, EventKind::arrived).lock_taken(1, r, 1, 10'001).at(100, r, EventKind::failed);
    QCOMPARE(
        violated(h),
        QString(
            "2: request 1 ended at 100 ms and left the lock of key 0 behind, which expires at 10 001 ms"));
}

void tst_Invariants::aCrashMayLeaveALockThatExpires()
{
    HandWritten h;
    const CallId r = h.request();
    h.at(0, r, EventKind::arrived)
        .lock_taken(1, r, 1, 10'001)
        .at(50, CallId(), EventKind::instance_killed, 0)
        .at(50, r, EventKind::failed);
    QCOMPARE(violated(h), QString());

    HandWritten endless;
    const CallId f = endless.request();
    endless.at(0, f, EventKind::arrived)
        .at(1, f, EventKind::lock_taken, 0, 1, never.time_since_epoch().count());
    endless.at(50, CallId(), EventKind::instance_killed, 0).at(50, f, EventKind::failed);
    QCOMPARE(
        violated(endless),
        QString("2: request 1 was killed at 50 ms and left the lock of key 0 behind, which never expires"));
}

void tst_Invariants::aLockHasOneOwner()
{
    HandWritten h;
    const CallId a = h.request(), b = h.request();
    h.lock_taken(1, a, 1, 10'001)
        .lock_taken(2, b, 2, 10'002)
        .at(3, a, EventKind::release_lost, 0, 1, 2)
        .at(4, b, EventKind::lock_released, 0, 2);
    QCOMPARE(violated(h),
             QString("3: request 2 took the lock of key 0 at 2 ms while request 1 held it until 10 001 ms"));
}

void tst_Invariants::anExpiredLockMayBeTaken()
{
    HandWritten h;
    const CallId a = h.request(), b = h.request();
    h.lock_taken(1, a, 1, 51)
        .lock_taken(51, b, 2, 101)
        .at(60, a, EventKind::release_lost, 0, 1, 2)
        .at(70, b, EventKind::lock_released, 0, 2);
    QCOMPARE(violated(h), QString());
}

void tst_Invariants::liveAnswersMayComeInTheWrongOrder()
{
    HandWritten h;
    h.recording.world = "live";
    const CallId a = h.request(), b = h.request();
    h.lock_taken(1, a, 1, 10'001)
        .lock_taken(20, b, 2, 10'020)
        .at(20.1, a, EventKind::lock_released, 0, 1)
        .at(30, b, EventKind::lock_released, 0, 2);
    QCOMPARE(violated(h), QString());

    HandWritten lasting;
    lasting.recording.world = "live";
    const CallId c = lasting.request(), d = lasting.request();
    lasting.lock_taken(1, c, 1, 10'001)
        .lock_taken(20, d, 2, 10'020)
        .at(900, c, EventKind::release_lost, 0, 1, 2);
    QVERIFY(violated(lasting).startsWith("3: request 2 took the lock"));
}

void tst_Invariants::tokensRise()
{
    HandWritten h;
    const CallId a = h.request(), b = h.request();
    h.lock_taken(1, a, 5, 10'001)
        .at(2, a, EventKind::lock_released, 0, 5)
        .lock_taken(3, b, 5, 10'003)
        .at(4, b, EventKind::lock_released, 0, 5);
    QCOMPARE(violated(h), QString());  // without fencing tokens need not rise
    Scenario s = scenario();
    s.strategy.options.fencing = true;
    QCOMPARE(violated(h, s), QString("4: request 2 took the lock of key 0 at 3 ms with token 5, which is not "
                                     "above the one before, 5"));
}

void tst_Invariants::anOlderTokenDoesNotWriteOverALaterOne()
{
    HandWritten h;
    const CallId a = h.request(), b = h.request();
    h.lock_taken(1, a, 1, 51)
        .lock_taken(60, b, 2, 10'060)
        .stored(90, b, 1, 2, 300, 300)
        .at(91, b, EventKind::lock_released, 0, 2);
    h.stored(100, a, 2, 1, 300, 300).at(101, a, EventKind::release_lost, 0, 1, 0);
    Scenario s = scenario();
    s.strategy.options.fencing = true;
    QCOMPARE(violated(h, s), QString("4: request 1 stored the entry of key 0 at 100 ms under token 1 over "
                                     "one that token 2 had written"));
    s.strategy.options.fencing = false;
    QCOMPARE(violated(h, s), QString());
}

void tst_Invariants::aFillIsRefusedOnlyForALaterToken()
{
    HandWritten h;
    const CallId a = h.request(), b = h.request();
    h.at(1, a, EventKind::fill_refused, 0, 1, 2).at(2, b, EventKind::fill_refused, 0, 2, 2);
    QCOMPARE(violated(h),
             QString("4: request 2's fill of key 0 at 2 ms was refused although no later token had written"));
}

void tst_Invariants::aLockIsReleasedUnderItsOwnToken()
{
    HandWritten h;
    const CallId a = h.request(), b = h.request();
    h.lock_taken(1, a, 1, 51).lock_taken(60, b, 2, 10'060).at(70, a, EventKind::lock_released, 0, 2);
    QCOMPARE(violated(h),
             QString("5: request 1 released the lock of key 0 at 70 ms under token 2, which is not its own"));

    HandWritten gone;
    const CallId c = gone.request(), d = gone.request();
    gone.lock_taken(1, c, 1, 51)
        .lock_taken(60, d, 2, 10'060)
        .at(70, c, EventKind::lock_released, 0, 1)
        .at(80, d, EventKind::lock_released, 0, 2);
    QCOMPARE(
        violated(gone),
        QString("5: request 1 released the lock of key 0 at 70 ms although it was not the owner any more"));
}

void tst_Invariants::aLockIsDeletedByItsOwnerOnly()
{
    HandWritten h;
    const CallId a = h.request(), b = h.request();
    h.lock_taken(1, a, 1, 51).lock_taken(60, b, 2, 10'060).at(100, a, EventKind::lock_deleted, 0, 0, 2);
    QCOMPARE(violated(h),
             QString("5: request 1 deleted the lock of key 0 at 100 ms while request 2 owned it"));
}

void tst_Invariants::queriesEndThatHaveStarted()
{
    HandWritten h;
    const CallId a = h.request();
    h.at(1, a, EventKind::query_queued).at(5, a, EventKind::query_failed);  // its time was up while it waited
    h.at(7, a, EventKind::query_started)
        .at(8, a, EventKind::query_ended, 1)
        .at(9, a, EventKind::query_ended, 1);
    QCOMPARE(violated(h), QString("6: a query of request 1 ended at 9 ms that had not started"));
}

void tst_Invariants::thePoolIsNotExceeded()
{
    HandWritten h;
    Scenario s = scenario();
    s.database.pool = 1;
    h.at(1, h.request(), EventKind::query_started).at(2, h.request(), EventKind::query_started);
    QCOMPARE(violated(h, s),
             QString("6: the query of request 2 started at 2 ms as number 2 at once, with 1 connection"));
}

void tst_Invariants::nobodyLoadsWhatAnotherIsLoading()
{
    HandWritten h;
    const CallId a = h.request(), b = h.request();
    h.at(2, a, EventKind::load_began, 0, 0)
        .at(50, b, EventKind::load_began, 0, 0)
        .at(102, a, EventKind::load_ended, 1)
        .at(150, b, EventKind::load_ended, 1);
    QCOMPARE(violated(h),
             QString("7: request 2 began to load key 0 at 50 ms while request 1 was loading it"));
    QCOMPARE(violated(h, scenario("none")), QString());
    QCOMPARE(violated(h, scenario("coalescing")), QString());  // they are on different instances
    Scenario faulty = scenario();
    faulty.faults.push_back({});
    QCOMPARE(violated(h, faulty), QString());
}

void tst_Invariants::nobodyLoadsWhatHasJustBeenStored()
{
    HandWritten h;
    loads(h, 1);
    const CallId late = h.request();
    h.lock_taken(106, late, 2, 10'106)
        .at(107, late, EventKind::load_began, 0, 0)
        .at(207, late, EventKind::load_ended, 1);
    h.at(209, late, EventKind::lock_released, 0, 2);
    QCOMPARE(violated(h), QString("7: request 2 began to load key 0 at 107 ms although a fresh value had "
                                  "been stored before it got the lock"));
}

void tst_Invariants::oneLoadAnInstanceUnderCoalescing()
{
    HandWritten h(2);
    const CallId a = h.request(), b = h.request(), c = h.request();
    h.at(1, a, EventKind::load_began, 0, 0)
        .at(1, b, EventKind::load_began, 0, 0)
        .at(3, c, EventKind::load_began, 0, 0);
    for (CallId r : {a, b, c}) h.at(100, r, EventKind::load_ended, 1);
    QCOMPARE(
        violated(h, scenario("coalescing")),
        QString(
            "7: request 3 began to load key 0 at 3 ms while request 1 was loading it on the same instance"));
}

void tst_Invariants::slowLoadsExcuseDuplicates()
{
    HandWritten h;
    const CallId a = h.request(), b = h.request();
    h.at(0, a, EventKind::load_began, 0, 0)
        .at(5001, b, EventKind::load_began, 0, 0)
        .at(6000, a, EventKind::load_ended, 1)
        .at(6000, b, EventKind::load_ended, 1);
    QCOMPARE(violated(h), QString());  // the load took longer than the wait_timeout of 5 s
}

void tst_Invariants::answersAreNotOlderThanWhatIsKept()
{
    HandWritten h;
    const CallId start = h.refresh({}, 0, Origin::warming), a = h.request(), b = h.request();
    h.stored(0, start, 1, 3, 100, 160)
        .at(159, a, EventKind::arrived)
        .at(161, a, EventKind::answered_stale, 3);
    h.at(161, b, EventKind::arrived).at(162, b, EventKind::answered_stale, 3);
    QCOMPARE(
        violated(h),
        QString("8: request 2 was given version 3 of key 0 at 162 ms, which was usable until 160 ms only"));
    Scenario jumping = scenario();
    Fault jump;
    jump.kind = FaultKind::clock_jump;
    jumping.faults.push_back(jump);
    QCOMPARE(violated(h, jumping), QString());
}

void tst_Invariants::underFencingNoInstanceGoesBack()
{
    HandWritten h(1);
    const CallId a = h.request(), b = h.request(), c = h.request();
    h.at(0, a, EventKind::arrived).at(0, b, EventKind::arrived).at(1, a, EventKind::answered_loaded, 4);
    h.at(2, b, EventKind::answered_loaded, 3);  // it had arrived before
    h.at(3, c, EventKind::arrived).at(4, c, EventKind::answered_loaded, 3);
    QCOMPARE(violated(h), QString());
    QCOMPARE(violated(h, scenario("lease")),
             QString("8: request 3 was given version 3 of key 0 at 4 ms, older than version 4 "
                     "that its instance had given before it arrived"));
}

void tst_Invariants::timeDoesNotRunBackwards()
{
    HandWritten h;
    const CallId a = h.request();
    h.at(5, a, EventKind::arrived).at(4, a, EventKind::failed);
    QCOMPARE(violated(h), QString("10: request 1: failed at 4 ms is recorded after something at 5 ms"));
    HandWritten early;
    const CallId b = early.request();
    early.at(5, b, EventKind::arrived).at(6, b, EventKind::failed).ends(5.5);
    QCOMPARE(violated(early), QString("10: the run ended at 5.5 ms, before its last event at 6 ms"));
}

void tst_Invariants::ofManyViolationsAFewAreToldAndTheRestCounted()
{
    HandWritten h;
    for (int i = 0; i < 1003; ++i) h.request();
    for (std::uint32_t i = 1; i <= 1003; ++i) h.at(1, CallId::request(i), EventKind::failed);
    const auto list = check_invariants(h.recording, scenario()).violated;
    QCOMPARE(list.size(), std::size_t(4));
    QCOMPARE(QString::fromStdString(list.back().what), QString("and 1 000 more of the kind"));
}

void tst_Invariants::aRecordingThatCannotBeReadBackIsNoticed()
{
    const RecordingPtr run = simulate(test::product_page("locking", 100));
    InvariantReport report;
    check_round_trip(*run, report);
    QCOMPARE(report.checked, std::size_t(1));
    QVERIFY(report.violated.empty());
    Recording spoilt = *run;
    spoilt.events.front().packed = 250;
    check_round_trip(spoilt, report);
    QCOMPARE(report.violated.size(), std::size_t(1));
    QCOMPARE(report.violated.front().invariant, 11);
}

void tst_Invariants::theMistakesAreCaughtWithinAHundredSeeds_data()
{
    QTest::addColumn<QString>("mistake");
    for (Mistake m : all_mistakes()) QTest::newRow(to_text(m).c_str()) << QString::fromStdString(to_text(m));
}

void tst_Invariants::theMistakesAreCaughtWithinAHundredSeeds()
{
    QFETCH(QString, mistake);
    const auto passes = [&](const char* pair, std::uint64_t seed) {
        Scenario s = load_scenario(pair + mistake.toStdString());
        s.seed = seed;
        return report_on(*simulate(s), s, s.name).passed();
    };
    bool caught = false;
    for (std::uint64_t seed = 1; seed <= 100 && !caught; ++seed) caught = !passes("mistake-", seed);
    QVERIFY(caught);
    for (std::uint64_t seed = 1; seed <= 10; ++seed) QVERIFY(passes("mended-", seed));
}

STAMPEDE_TESTS(tst_Invariants, an_event_loop)
#include "tst_invariants.moc"
