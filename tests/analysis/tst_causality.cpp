#include <QtTest>

#undef emit  // a keyword of Qt and a verb of the recorder

#include "core/analysis/causality.h"
#include "core/world/world.h"
#include "tests/support/hand_written.h"
#include "tests/support/run_tests.h"
#include "tests/support/story.h"

using namespace stampede;
using namespace std::chrono_literals;

namespace {

std::string who(CallId id)
{
    return id.is_nobody() ? "-" : (id.is_refresh() ? "f" : "r") + std::to_string(id.number());
}

std::string text(const Recording& r, const std::optional<Link>& link)
{
    static const char* const bonds[] = {"own step", "started", "held",      "shared",
                                        "found",    "freed",   "overwrote", "broke"};
    if (!link) return "nothing";
    const Event& e = r.events[link->event];
    return who(e.call) + " " + name(e.what()) + " (" + bonds[std::size_t(link->bond)] + ")";
}

std::size_t find(const Recording& r, CallId call, EventKind what)
{
    for (std::size_t i = 0; i < r.events.size(); ++i)
        if (r.events[i].call == call && r.events[i].what() == what) return i;
    qFatal("there is no such event");
}

QString cause(const Recording& r, CallId call, EventKind what)
{
    return QString::fromStdString(text(r, cause_of(r, find(r, call, what))));
}
QString effect(const Recording& r, CallId call, EventKind what)
{
    return QString::fromStdString(text(r, effect_of(r, find(r, call, what))));
}

const CallId r1 = CallId::request(1), r2 = CallId::request(2), r3 = CallId::request(3);

/// Request 1 takes the lock and loads from 2 to 102, request 2 waits for it.
Recording one_loads_one_waits()
{
    HandWritten w;
    w.request(), w.request();
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
    return w.recording;
}

}  // namespace

class TestCausality : public QObject {
    Q_OBJECT

private slots:
    void aRefusalIsTheDoingOfWhoeverTookTheLock()
    {
        const Recording r = one_loads_one_waits();
        QCOMPARE(cause(r, r2, EventKind::refused), QString("r1 lock_taken (held)"));
        QCOMPARE(effect(r, r1, EventKind::lock_taken), QString("r2 refused (held)"));
    }

    void theAnswerOfAWaiterComesFromTheStore()
    {
        const Recording r = one_loads_one_waits();
        QCOMPARE(cause(r, r2, EventKind::answered_shared), QString("r1 stored (found)"));
        QCOMPARE(effect(r, r1, EventKind::stored), QString("r2 answered_shared (found)"));
    }

    void whatNobodyElseDecidesFollowsFromTheStepBefore()
    {
        const Recording r = one_loads_one_waits();
        QCOMPARE(cause(r, r1, EventKind::query_started), QString("r1 load_began (own step)"));
        QCOMPARE(cause(r, r2, EventKind::poll_missed), QString("r2 waits (own step)"));
        QCOMPARE(effect(r, r1, EventKind::query_ended), QString("r1 load_ended (own step)"));
        QCOMPARE(cause(r, r1, EventKind::arrived), QString("nothing"));
        QCOMPARE(effect(r, r2, EventKind::answered_shared), QString("nothing"));
    }

    void goingBackFromAnAnswerLeadsToTheArrivalOfWhoeverLoaded()
    {
        const Recording r = one_loads_one_waits();
        std::vector<std::string> way;
        for (std::optional<Link> at = cause_of(r, find(r, r2, EventKind::answered_shared)); at;
             at = cause_of(r, at->event))
            way.push_back(who(r.events[at->event].call) + " " + name(r.events[at->event].what()));
        QCOMPARE(way, (std::vector<std::string>{"r1 stored", "r1 load_ended", "r1 query_ended",
                                                "r1 query_started", "r1 load_began", "r1 won",
                                                "r1 lock_taken", "r1 missed", "r1 arrived"}));
    }

    void aJoinerIsKeptAndServedByTheLeaderOfItsOwnInstance()
    {
        const RecordingPtr r = simulate(test::product_page("coalescing", 100));
        const CallId joiner = CallId::request(42);  // on instance 2, as request 2, which leads there
        QCOMPARE(cause(*r, joiner, EventKind::joined), QString("r2 led (held)"));
        QCOMPARE(cause(*r, joiner, EventKind::answered_shared), QString("r2 load_ended (shared)"));
        QCOMPARE(effect(*r, r2, EventKind::led), QString("r6 refused (held)"));
        QCOMPARE(effect(*r, r2, EventKind::load_ended), QString("r6 answered_shared (shared)"));
    }

    void aRefreshComesFromTheRollThatTriggeredIt()
    {
        HandWritten w;
        w.request();
        const CallId f1 = w.refresh(r1);
        w.at(0, r1, EventKind::arrived)
            .rolled(1, r1, EventKind::due_early, 0.999)
            .at(1, f1, EventKind::refresh_began)
            .at(1, r1, EventKind::answered_fresh, 1);
        w.at(1, f1, EventKind::load_began);
        QCOMPARE(cause(w.recording, f1, EventKind::refresh_began), QString("r1 due_early (started)"));
        QCOMPARE(effect(w.recording, r1, EventKind::due_early), QString("f1 refresh_began (started)"));
    }

    void aHitFindsTheGenerationThatWasStored()
    {
        HandWritten w;
        w.request(), w.request(), w.request();
        w.stored(1, r1, 1, 1, 50, 50).stored(2, r2, 2, 1, 60, 60);
        w.at(3, r3, EventKind::arrived)
            .at(4, r3, EventKind::hit, 0, 0, 0, 1);  // an answer on its way: of generation 1
        QCOMPARE(cause(w.recording, r3, EventKind::hit), QString("r1 stored (found)"));
        QCOMPARE(effect(w.recording, r1, EventKind::stored), QString("r3 hit (found)"));
        QCOMPARE(effect(w.recording, r2, EventKind::stored), QString("nothing"));
    }

    void aFlushLeadsToTheMissAndAFaultToTheFlush()
    {
        HandWritten w;
        w.request(), w.request();
        w.stored(1, r1, 1, 1, 50, 50)
            .at(2, CallId(), EventKind::fault_began, 0)
            .at(2, CallId(), EventKind::erased, 0, 0);
        w.at(3, r2, EventKind::arrived).at(4, r2, EventKind::missed);
        QCOMPARE(cause(w.recording, r2, EventKind::missed), QString("- erased (broke)"));
        QCOMPARE(cause(w.recording, CallId(), EventKind::erased), QString("- fault_began (broke)"));
        QCOMPARE(effect(w.recording, CallId(), EventKind::fault_began), QString("- erased (broke)"));
        QCOMPARE(effect(w.recording, CallId(), EventKind::erased), QString("r2 missed (broke)"));
        QCOMPARE(cause(w.recording, CallId(), EventKind::fault_began), QString("nothing"));
    }

    void aQueuedQueryStartsWhenAnotherEnds()
    {
        HandWritten w;
        w.request(), w.request(), w.request();
        w.at(0, r1, EventKind::query_started)
            .at(0, r2, EventKind::query_queued)
            .at(0, r3, EventKind::query_started);
        w.at(10, r1, EventKind::query_ended, 1).at(10, r2, EventKind::query_started);
        QCOMPARE(text(w.recording, cause_of(w.recording, 4)), std::string("r1 query_ended (freed)"));
        QCOMPARE(text(w.recording, cause_of(w.recording, 2)), std::string("nothing"));
    }

    void theRequestsOfAKilledInstanceFailThroughIt()
    {
        Scenario s = test::product_page("locking", 100);
        Fault kill;
        kill.at = Instant(50ms);
        s.faults = {kill};
        const RecordingPtr r = simulate(s);
        QCOMPARE(cause(*r, r1, EventKind::failed), QString("- instance_killed (broke)"));
        QCOMPARE(cause(*r, CallId(), EventKind::instance_killed), QString("- fault_began (broke)"));
        QCOMPARE(effect(*r, CallId(), EventKind::fault_began), QString("- instance_killed (broke)"));
    }

    /// Whatever the strategy, going to causes ends, and never goes forward in the recording.
    void everyWayBackEnds_data()
    {
        QTest::addColumn<QString>("strategy");
        for (const char* id : {"none", "locking", "coalescing", "xfetch", "stale-while-revalidate",
                               "background-refresh", "lease", "collapsing", "combined"})
            QTest::newRow(id) << QString::fromLatin1(id);
    }
    void everyWayBackEnds()
    {
        QFETCH(QString, strategy);
        Scenario s = test::product_page(strategy.toStdString(), 40);
        Fault kill;
        kill.at = Instant(40ms);
        s.faults = {kill};
        const RecordingPtr r = simulate(s);
        for (std::size_t i = 0; i < r->events.size(); ++i) {
            if (const auto cause = cause_of(*r, i)) QVERIFY(cause->event < i);
            if (const auto effect = effect_of(*r, i)) QVERIFY(effect->event > i);
        }
    }

    void theEventsOfACallAreFoundFromAnyInstant()
    {
        const Recording r = one_loads_one_waits();
        const auto at = [&](double ms) {
            return std::string(name(r.events[*event_of_call(r, r2, HandWritten::instant(ms))].what()));
        };
        QCOMPARE(at(60), std::string("poll_missed"));
        QCOMPARE(at(52), std::string("poll_missed"));
        QCOMPARE(at(51), std::string("waits"));
        QCOMPARE(at(-5), std::string("arrived"));
        QVERIFY(!event_of_call(r, CallId::request(9), Instant(0ms)));
        const std::size_t waits = find(r, r2, EventKind::waits);
        QCOMPARE(*next_of_call(r, waits), find(r, r2, EventKind::poll_missed));
        QCOMPARE(*previous_of_call(r, waits), find(r, r2, EventKind::refused));
    }
};

STAMPEDE_TESTS(TestCausality, an_event_loop)
#include "tst_causality.moc"
