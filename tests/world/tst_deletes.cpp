#define QT_NO_EMIT  // Recorder::emit

#include <QtTest>

#include "core/analysis/causality.h"
#include "core/analysis/explanation.h"
#include "core/analysis/invariants.h"
#include "core/analysis/metrics.h"
#include "core/analysis/timeline.h"
#include "core/analysis/trail.h"
#include "core/recording/events.h"
#include "core/strategy/catalogue.h"
#include "tests/support/both_worlds.h"
#include "tests/support/run_tests.h"
#include "tests/support/story.h"

using namespace stampede;
using namespace stampede::test;
using namespace std::chrono_literals;

/// What a delete does to whoever is loading, in both worlds.
class tst_Deletes : public QObject {
    Q_OBJECT

private:
    static Fault fault(FaultKind kind, Duration at)
    {
        Fault f;
        f.kind = kind;
        f.at = Instant(at);
        return f;
    }
    /// 20 requests a second on a cold key whose load takes 500 ms; it is deleted after 250.
    static Scenario deleted_during_the_load(const char* strategy)
    {
        Scenario s;
        s.name = "deleted during the load";
        s.instances.count = 2;
        s.traffic = {Steady{Instant(), Instant(2s), 20, Process::regular}};
        s.cache.start = Start::cold;
        s.cache.ttl = 60s;
        s.database.query_time = 500ms;
        s.database.updates_per_second = 0;
        s.strategy = find_strategy(strategy)->spec;
        s.faults = {fault(FaultKind::flush_key, 250ms)};
        return s;
    }
    static const Event* first(const Recording& r, EventKind what)
    {
        for (const Event& e : r.events)
            if (e.what() == what) return &e;
        return nullptr;
    }
    static std::size_t index_of(const Recording& r, const Event* e)
    {
        return static_cast<std::size_t>(e - r.events.data());
    }
    static void holds(const Recording& r, const Scenario& s)
    {
        for (const Violation& v : check_invariants(r, s).violated)
            QFAIL(("invariant " + std::to_string(v.invariant) + ": " + v.what).c_str());
    }
    static std::string story_of_call(const Recording& r, const Scenario& s, CallId call)
    {
        std::string text;
        for (const ExplainedStep& step : story_of(r, s, trail_of(r, call), nullptr)) text += step.text + "\n";
        return text;
    }

private slots:
    void aDeleteVoidsALease_data() { both_worlds(); }
    void aDeleteVoidsALease()
    {
        const Scenario s = deleted_during_the_load("lease");
        const RecordingPtr r = run_in_its_world(s);
        const Metrics m = measure(*r);
        QCOMPARE(m.database.queries, 2u);
        QCOMPARE(m.lock.acquired, 2u);
        QCOMPARE(count(*r, EventKind::fill_refused), 1u);
        QCOMPARE(count(*r, EventKind::stored), 1u);
        const Event* refused = first(*r, EventKind::fill_refused);
        const Event* taken = first(*r, EventKind::lock_taken);
        QCOMPARE(refused->call, taken->call);
        QCOMPARE(Tokens::of(*r->detail(index_of(*r, refused))).own,
                 TakenLock::of(*r->detail(index_of(*r, taken))).token);
        // The leader has what it loaded; everybody else waits for what was loaded after the delete.
        const Instant stored = first(*r, EventKind::stored)->at;
        std::size_t loaded = 0;
        for (const Event& e : r->events) {
            if (e.what() == EventKind::answered_loaded) ++loaded;
            const bool others =
                e.what() == EventKind::answered_shared || e.what() == EventKind::answered_fresh;
            QVERIFY(!others || e.at >= stored);
        }
        QCOMPARE(loaded, 2u);
        QCOMPARE(m.answered, 40u);
        holds(*r, s);
    }

    void theStoryOfTheLeaderTellsWhyItsFillWasRefused()
    {
        const Scenario s = deleted_during_the_load("lease");
        const RecordingPtr r = simulate(s);
        const std::string story = story_of_call(*r, s, CallId::request(1));
        QVERIFY2(story.find("the key was deleted") != std::string::npos, story.c_str());
        const auto cause = cause_of(*r, index_of(*r, first(*r, EventKind::fill_refused)));
        QVERIFY(cause && r->events[cause->event].what() == EventKind::erased);
    }

    void aFillThatWasLateIsAViolation()
    {
        const Scenario s = deleted_during_the_load("lease");
        Recording r = *simulate(s);
        // As if the store had taken it.
        for (Event& e : r.events)
            if (e.what() == EventKind::fill_refused) e = Event(e.at, e.call, EventKind::stored);
        const auto violated = check_invariants(r, s).violated;
        QVERIFY(!violated.empty());
        QCOMPARE(violated.front().invariant, static_cast<int>(Invariant::fencing));
    }

    void withOtherStrategiesTheRaceIsThereAndSeen_data()
    {
        QTest::addColumn<QString>("world");
        QTest::addColumn<QString>("strategy");
        for (const char* world : {"simulated", "live"})
            for (const char* strategy : {"coalescing", "locking"})
                QTest::addRow("%s, %s", strategy, world) << world << strategy;
    }
    void withOtherStrategiesTheRaceIsThereAndSeen()
    {
        QFETCH(QString, strategy);
        Scenario s = deleted_during_the_load(strategy.toUtf8());
        s.database.updates_per_second = 4;  // what the delete was for
        const RecordingPtr r = run_in_its_world(s);
        const Event* stored = first(*r, EventKind::stored);
        QVERIFY(stored && stored->at >= Instant(500ms));
        QCOMPARE(count(*r, EventKind::fill_refused), 0u);
        const auto deleted = deleted_meanwhile(*r, index_of(*r, stored));
        QVERIFY(deleted && r->events[*deleted].what() == EventKind::erased);
        const std::string story = story_of_call(*r, s, stored->call);
        QVERIFY2(story.find("what it loaded is from before") != std::string::npos, story.c_str());
        const Timeline timeline = build_timeline(*r);
        QCOMPARE(timeline.deletes.of(0).size(), 1u);
        QVERIFY(measure(*r).staleness_ms.max > 0);
        holds(*r, s);
    }

    void flushAllTakesTheLocksAlong_data() { both_worlds(); }
    void flushAllTakesTheLocksAlong()
    {
        Scenario s;
        s.name = "flush all during a load";
        s.traffic = {Burst{Instant(), 200, 50ms}};
        s.cache.start = Start::cold;
        s.database.query_time = 300ms;
        s.strategy = find_strategy("locking")->spec;
        s.strategy.options.on_leader_failure = OnLeaderFailure::re_elect;
        s.faults = {fault(FaultKind::flush_all, 150ms)};
        const RecordingPtr r = run_in_its_world(s);
        const Metrics m = measure(*r);
        QCOMPARE(m.answered, 200u);
        QCOMPARE(m.database.queries, 2u);  // whoever looks next takes the lock, which nobody has any more
        QCOMPARE(m.lock.overlaps, 1u);
        QCOMPARE(m.lock.lost, 1u);
        const Event* erased = first(*r, EventKind::erased);
        QVERIFY(erased);
        QVERIFY(Erased::of(*r->detail(index_of(*r, erased))).with == Erased::With::locks);
        const LockBand band = build_timeline(*r).locks.of(0).front();
        QVERIFY(band.how == LockEnd::lost && band.until == erased->at);
        holds(*r, s);
    }

    void flushAllStartsTheTokensAnew_data() { both_worlds(); }
    void flushAllStartsTheTokensAnew()
    {
        Scenario s = deleted_during_the_load("lease");
        s.faults = {fault(FaultKind::flush_all, 800ms)};
        const RecordingPtr r = run_in_its_world(s);
        std::vector<std::uint32_t> tokens;
        for (const Event& e : r->events)
            if (e.what() == EventKind::lock_taken)
                tokens.push_back(TakenLock::of(*r->detail(index_of(*r, &e))).token);
        QVERIFY(tokens == std::vector<std::uint32_t>({1, 1}));
        holds(*r, s);
    }
};

STAMPEDE_TESTS(tst_Deletes, an_event_loop)
#include "tst_deletes.moc"
